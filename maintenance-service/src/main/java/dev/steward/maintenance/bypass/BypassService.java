package dev.steward.maintenance.bypass;

import static dev.steward.maintenance.MaintenanceServiceError.LINK_NOT_FOUND;
import static dev.steward.maintenance.MaintenanceServiceError.TIME_PAST;
import static dev.steward.maintenance.MaintenanceServiceError.TIME_TOO_FAR;

import dev.steward.kit.id.Uuid7;
import dev.steward.kit.maintenance.BypassTokens;
import dev.steward.kit.maintenance.BypassTokens.Issued;
import dev.steward.kit.paging.Cursor;
import dev.steward.kit.postgres.Postgres;
import dev.steward.kit.problem.ProblemException;
import dev.steward.maintenance.ledger.Ledger;
import dev.steward.maintenance.ledger.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Issues links and takes them back: each a change that all enforcement points follow at once. */
@ApplicationScoped
class BypassService {
    private static final String OPENED_AT = "/status/maintenance/bypass";

    private final Ledger ledger;
    private final BypassStore store;
    private final Postgres postgres;
    private final BypassConfig config;
    private final Clock clock;

    BypassService(Ledger ledger, BypassStore store, Postgres postgres, BypassConfig config, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.postgres = postgres;
        this.config = config;
        this.clock = clock;
    }

    Uni<LinkView> issue(LinkRequest request, String actor) {
        Instant now = clock.instant();
        Instant expiresAt = request.expiry().truncatedTo(ChronoUnit.MILLIS);
        if (!expiresAt.isAfter(now)) {
            throw new ProblemException(TIME_PAST, "expiresAt " + expiresAt + " is not after " + now + ".");
        }
        if (expiresAt.isAfter(now.plus(config.longest()))) {
            throw new ProblemException(TIME_TOO_FAR,
                    "expiresAt " + expiresAt + " is more than " + config.longest().toDays() + " days away.");
        }
        Issued issued = BypassTokens.issue(Uuid7.at(now), request.channel(), request.subject(), expiresAt);
        return ledger.change(page -> store.issue(page.sql(), issued.link(), actor)
                .chain(() -> store.find(page.sql(), issued.link().id()))
                .call(link -> page.enter(new Page.Entry("ISSUE_LINK", actor, null, link.id(), null, document(link)))))
                .map(done -> done.result().withToken(config.publicUrl() + OPENED_AT, issued.token()));
    }

    Uni<Void> revoke(UUID id, String actor) {
        return ledger.change(page -> store.find(page.sql(), id)
                .onItem().ifNull().failWith(() -> new ProblemException(LINK_NOT_FOUND, "There is no bypass link " + id + "."))
                .chain(link -> store.revoke(page.sql(), id, actor)
                        .chain(revoked -> revoked
                                ? page.enter(new Page.Entry("REVOKE_LINK", actor, null, id, document(link), null))
                                : Uni.createFrom().voidItem())))
                .replaceWithVoid();
    }

    Uni<LinkPage> list(String cursor, int limit) {
        return store.list(postgres, Cursor.read(cursor), limit + 1).map(found -> LinkPage.of(found, limit));
    }

    Uni<Void> record(List<Use> uses) {
        return uses.isEmpty() ? Uni.createFrom().voidItem() : store.record(postgres, uses);
    }

    Uni<UsePage> uses(String cursor, String subject, int limit) {
        return store.uses(postgres, Cursor.read(cursor), subject, limit + 1).map(found -> UsePage.of(found, limit));
    }

    private static JsonObject document(LinkView link) {
        return new JsonObject().put("channel", link.channel()).put("subject", link.subject())
                .put("expiresAt", link.expiresAt().toString());
    }
}
