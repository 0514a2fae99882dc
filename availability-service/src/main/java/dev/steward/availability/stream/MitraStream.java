package dev.steward.availability.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.availability.reading.Availability;
import dev.steward.availability.reading.CurrentCount;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * What one reader of the stream gets: each change of a mitra, and how many are available whenever that is another
 * number.
 */
@Singleton
class MitraStream {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_PER_COMMENT = 20;

    private final ChangeFeed feed;
    private final CurrentCount count;
    private final ObjectMapper json;

    MitraStream(ChangeFeed feed, CurrentCount count, ObjectMapper json) {
        this.feed = feed;
        this.count = count;
        this.json = json;
    }

    Multi<StreamEvent> events() {
        Counts counts = new Counts();
        Multi<StreamEvent> counted = Multi.createFrom().ticks().every(LOOK)
                .onOverflow().drop()
                .select().first(tick -> !feed.isClosed())
                .onItem().transformToUniAndConcatenate(counts::look)
                .select().where(Optional::isPresent)
                .map(Optional::get);
        return Multi.createBy().merging().streams(feed.changes(), counted);
    }

    /** What this reader was told last. */
    private final class Counts {
        private Availability told;

        Uni<Optional<StreamEvent>> look(long tick) {
            return count.get()
                    .map(now -> isAnother(now) ? Optional.of(tell(now)) : quiet(tick))
                    .onFailure().recoverWithItem(() -> quiet(tick));
        }

        private boolean isAnother(Availability now) {
            return told == null || now.available() != told.available() || now.online() != told.online()
                    || now.source() != told.source();
        }

        private StreamEvent tell(Availability now) {
            told = now;
            return new StreamEvent("count", text(now));
        }
    }

    private static Optional<StreamEvent> quiet(long tick) {
        return tick % LOOKS_PER_COMMENT == 0 ? Optional.of(StreamEvent.COMMENT) : Optional.empty();
    }

    private String text(Availability availability) {
        try {
            return json.writeValueAsString(availability);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
