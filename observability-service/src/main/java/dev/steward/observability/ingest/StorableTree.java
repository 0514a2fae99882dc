package dev.steward.observability.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.kit.recording.redaction.StorableText;

/**
 * JSON whose texts PostgreSQL can hand out again: it stores NUL in a json, and fails when it is asked for that text.
 */
final class StorableTree {
    private StorableTree() {}

    static JsonNode of(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(StorableText.ofBody(text.textValue()));
            case ArrayNode array -> array(array);
            case ObjectNode object -> object(object);
            default -> node;
        };
    }

    private static JsonNode array(ArrayNode given) {
        ArrayNode storable = JsonNodeFactory.instance.arrayNode(given.size());
        given.forEach(item -> storable.add(of(item)));
        return storable;
    }

    private static JsonNode object(ObjectNode given) {
        ObjectNode storable = JsonNodeFactory.instance.objectNode();
        given.forEachEntry((name, value) -> storable.set(StorableText.ofLine(name), of(value)));
        return storable;
    }
}
