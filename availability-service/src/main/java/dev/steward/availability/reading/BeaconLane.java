package dev.steward.availability.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.availability.ShortWay;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The short way of nearly all who read the beacon: the answer is known, and the same for everybody. */
@Singleton
class BeaconLane {
    private final ReadingService reading;
    private final ObjectMapper json;
    private volatile Written latest = new Written(null, null);

    BeaconLane(ReadingService reading, ObjectMapper json) {
        this.reading = reading;
        this.json = json;
    }

    /** As everybody gets the same answer for a while, it is written once. */
    private record Written(Availability availability, String json) {}

    void open(@Observes Router router) {
        router.get(BeaconResource.PATH).order(ShortWay.ORDER).handler(this::take);
    }

    private void take(RoutingContext request) {
        String answer = answerTo(request.request().headers());
        if (answer == null) {
            request.next();
        } else {
            ShortWay.answer(request.response(), answer);
        }
    }

    /** Null where it is for REST to answer. */
    String answerTo(MultiMap headers) {
        Availability held = ShortWay.isFor(headers) ? reading.heldAvailability() : null;
        return held == null ? null : written(held);
    }

    private String written(Availability availability) {
        Written known = latest;
        if (known.availability() != availability) {
            known = new Written(availability, write(availability));
            latest = known;
        }
        return known.json();
    }

    private String write(Availability availability) {
        try {
            return json.writeValueAsString(availability);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and a time can be written", e);
        }
    }
}
