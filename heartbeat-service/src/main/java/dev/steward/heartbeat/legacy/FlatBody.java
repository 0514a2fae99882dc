package dev.steward.heartbeat.legacy;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/** Members whose names are configuration; one that is not known is null. */
public record FlatBody(@JsonAnyGetter @JsonInclude(content = JsonInclude.Include.ALWAYS) Map<String, Object> members) {}
