package dev.steward.maintenance.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.kit.maintenance.ChannelState;
import dev.steward.maintenance.channel.StatusService;
import dev.steward.maintenance.channel.StatusView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one reader of the stream gets: every revision after the last one it had, and the status whenever it is another.
 */
@Singleton
class ChangeStream {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

    private final ChangeFeed feed;
    private final StatusService status;
    private final ObjectMapper json;

    ChangeStream(ChangeFeed feed, StatusService status, ObjectMapper json) {
        this.feed = feed;
        this.status = status;
        this.json = json;
    }

    /**
     * @param after
     *            null: from now on
     */
    Multi<OutboundSseEvent> from(Long after, Sse sse) {
        Reader reader = new Reader(sse, after == null ? feed.head() : after);
        return Multi.createBy().repeating().uni(reader::next).until(events -> feed.isClosed())
                .onItem().transformToMultiAndConcatenate(events -> Multi.createFrom().iterable(events));
    }

    /** Pulled: a slow reader gets more at a time, and holds up nobody. */
    private final class Reader {
        private final Sse sse;
        private long last;
        private List<ChannelState> shown;
        private long looked;
        private boolean greeted;

        Reader(Sse sse, long last) {
            this.sse = sse;
            this.last = last;
        }

        Uni<List<OutboundSseEvent>> next() {
            if (!greeted) {
                greeted = true;
                return Uni.createFrom().item(this::statusIfAnother);
            }
            return feed.after(last)
                    .chain(changes -> changes.isEmpty()
                            ? feed.next(looked, untilSomethingIsDue()).map(woken -> statusIfAnother())
                            : Uni.createFrom().item(() -> told(changes)))
                    .onFailure().recoverWithUni(() -> feed.next(feed.told(), AFTER_A_FAILURE).map(woken -> List.of(comment())));
        }

        private List<OutboundSseEvent> told(List<Revision> changes) {
            last = changes.getLast().revision();
            List<OutboundSseEvent> events = new ArrayList<>(changes.stream().map(this::event).toList());
            events.addAll(statusIfAnother());
            return events;
        }

        /** Empty is no answer to a reader who waits: then a comment keeps the connection open. */
        private List<OutboundSseEvent> statusIfAnother() {
            looked = feed.told();
            StatusView now = status.status();
            if (now.channels().equals(shown)) {
                return List.of(comment());
            }
            shown = now.channels();
            return List.of(sse.newEventBuilder().name("status").data(text(now)).build());
        }

        private OutboundSseEvent event(Revision change) {
            return sse.newEventBuilder().id(Long.toString(change.revision())).name("revision").data(text(change)).build();
        }

        private OutboundSseEvent comment() {
            return sse.newEventBuilder().comment("").build();
        }
    }

    private String text(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration untilSomethingIsDue() {
        Instant edge = status.nextEdge();
        Duration toEdge = edge == null ? KEEP_ALIVE : Duration.between(status.now(), edge);
        return toEdge.compareTo(KEEP_ALIVE) < 0 ? toEdge : KEEP_ALIVE;
    }
}
