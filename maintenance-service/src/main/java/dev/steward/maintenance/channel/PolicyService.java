package dev.steward.maintenance.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.ChannelPolicy;
import dev.steward.maintenance.ledger.Ledger;
import dev.steward.maintenance.ledger.Page;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Brings the configured channels into what everybody follows, as a change like any other; at the start, or as soon as
 * possible.
 */
@Singleton
class PolicyService {
    private static final String ACTOR = "configuration";
    private static final long AGAIN_MILLIS = 1_000;

    private final Ledger ledger;
    private final PolicyStore store;
    private final Channels channels;
    private final ObjectMapper json;
    private final Vertx vertx;

    PolicyService(Ledger ledger, PolicyStore store, Channels channels, ObjectMapper json, Vertx vertx) {
        this.ledger = ledger;
        this.store = store;
        this.channels = channels;
        this.json = json;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        apply();
    }

    private void apply() {
        ledger.change(this::replace).subscribe().with(
                done -> {
                },
                cause -> {
                    Log.debugf("The channels cannot be stored yet: %s", cause.getMessage());
                    vertx.setTimer(AGAIN_MILLIS, timer -> apply());
                });
    }

    private Uni<Void> replace(Page page) {
        List<ChannelPolicy> before = page.before().channels();
        List<ChannelPolicy> after = channels.policies();
        if (before.equals(after)) {
            return Uni.createFrom().voidItem();
        }
        return store.replace(page.sql(), after.stream().map(this::document).toList())
                .chain(() -> page.enter(new Page.Entry("CONFIGURE", ACTOR, null, null, all(before), all(after))));
    }

    private JsonObject all(List<ChannelPolicy> policies) {
        return new JsonObject().put("channels", new JsonArray(policies.stream().map(this::document).toList()));
    }

    private JsonObject document(ChannelPolicy policy) {
        try {
            return new JsonObject(json.writeValueAsString(policy));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
