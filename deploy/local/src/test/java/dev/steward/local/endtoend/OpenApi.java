package dev.steward.local.endtoend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an OpenAPI document as its reader would. */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final Map<?, ?> document;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private OpenApi(Map<?, ?> document) {
        this.document = document;
    }

    /** What is missing in it, or points nowhere. */
    static List<String> faults(Map<?, ?> document) {
        var reading = new OpenApi(document);
        reading.require(String.valueOf(document.get("openapi")).startsWith("3."), "it names no version");
        reading.require(isText(map(document.get("info")).get("title")), "it has no title");
        reading.references(document);
        map(document.get("paths")).forEach((path, item) -> map(item).forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                reading.operation(method + " " + path, map(operation));
            }
        }));
        return reading.faults;
    }

    private void operation(String name, Map<?, ?> operation) {
        require(isText(operation.get("summary")), name + " has no summary");
        Object id = operation.get("operationId");
        require(id == null || ids.add(id.toString()), name + " has another's id " + id);
        Map<?, ?> responses = map(operation.get("responses"));
        require(!responses.isEmpty(), name + " has no response");
        responses.forEach((status, response) -> require(map(response).containsKey("$ref")
                || isText(map(response).get("description")), name + " does not say what " + status + " is"));
    }

    private void references(Object node) {
        if (node instanceof Map<?, ?> object) {
            object.forEach((name, value) -> {
                if (name.equals("$ref") && value instanceof String reference) {
                    require(resolves(reference), reference + " is not there");
                }
                references(value);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(this::references);
        }
    }

    private boolean resolves(String reference) {
        Object node = document;
        for (String step : reference.substring(2).split("/")) {
            node = map(node).get(step.replace("~1", "/").replace("~0", "~"));
        }
        return reference.startsWith("#/") && node != null;
    }

    private void require(boolean fulfilled, String fault) {
        if (!fulfilled) {
            faults.add(fault);
        }
    }

    private static boolean isText(Object value) {
        return value instanceof String text && !text.isBlank();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
