package dev.steward.demoshop;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.kit.id.Uuid7;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The API of the shop's partners, who bring articles that somebody has to validate. */
@Path("/partner/articles")
@PermitAll
class ArticleResource {
    private final Recent articles;
    private final Heartbeats heartbeats;
    private final Clock clock;

    ArticleResource(Heartbeats heartbeats, ShopConfig config, Clock clock) {
        this.articles = new Recent(config.remembered());
        this.heartbeats = heartbeats;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The latest articles, newest first")
    public Page list(@RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
        return Page.of(articles.list(limit));
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Bring an article: any object, which comes back with an id and a time")
    public ObjectNode create(@NotNull ObjectNode article) {
        String id = Uuid7.next(clock).toString();
        article.put("id", id).put("createdAt", clock.instant().toString());
        articles.add(article);
        heartbeats.event("article.created", Map.of("articleId", id));
        return article;
    }

    @POST
    @Path("/{id}/validate")
    @Operation(summary = "Say that an article is valid")
    public void validate(@RestPath UUID id) {
        heartbeats.event("article.validated", Map.of("articleId", id.toString()));
    }
}
