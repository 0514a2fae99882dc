package dev.steward.kit.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The JSON that the kit itself speaks with other services. An application may shape its own as it likes, with other
 * names
 * or other dates; what others read stays as they were promised.
 */
public final class WireJson {
    public static final ObjectMapper MAPPER = mapper();

    private WireJson() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new JsonShape().customize(mapper);
        return mapper;
    }
}
