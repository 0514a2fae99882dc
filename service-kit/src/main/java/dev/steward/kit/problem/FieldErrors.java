package dev.steward.kit.problem;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.steward.kit.problem.Problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Says where a value is wrong, as the client sees it: a path in its JSON, or the name of a parameter. */
final class FieldErrors {
    private FieldErrors() {}

    static ProblemException problem(List<FieldError> errors) {
        String first = errors.getFirst().field() + " " + errors.getFirst().message();
        String detail = errors.size() == 1 ? first + "." : "%s; and %d more.".formatted(first, errors.size() - 1);
        var problem = new ProblemException(KitError.VALIDATION_FAILED, detail);
        errors.forEach(error -> problem.field(error.field(), error.message()));
        return problem;
    }

    static List<FieldError> of(ConstraintViolationException e) {
        return e.getConstraintViolations().stream()
                .map(FieldErrors::of)
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList();
    }

    static FieldError of(JsonMappingException e) {
        return new FieldError(pathOf(e), "has the wrong type or form");
    }

    /** Whether the service's answer was found invalid, and not the request. */
    static boolean isDefect(ConstraintViolationException e) {
        return e.getConstraintViolations().isEmpty() || e.getConstraintViolations().stream()
                .flatMap(violation -> nodes(violation.getPropertyPath()))
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    private static FieldError of(ConstraintViolation<?> violation) {
        return new FieldError(pathOf(violation.getPropertyPath()), violation.getMessage());
    }

    /**
     * The path begins with the Java method and its parameter; where the parameter is the body, it is no part of the JSON.
     */
    private static String pathOf(Path path) {
        var inJson = new StringBuilder();
        var parameter = new StringBuilder();
        nodes(path).forEach(node -> {
            switch (node.getKind()) {
                case METHOD -> {
                }
                case PARAMETER -> parameter.append(node.getName());
                default -> append(inJson, node);
            }
        });
        return inJson.isEmpty() ? parameter.toString() : inJson.toString();
    }

    private static void append(StringBuilder path, Path.Node node) {
        if (node.isInIterable()) {
            if (node.getKey() == null) {
                path.append('[').append(node.getIndex()).append(']');
            } else {
                path.append('.').append(node.getKey());
            }
        }
        if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
            path.append('.').append(node.getName());
        }
        if (!path.isEmpty() && path.charAt(0) == '.') {
            path.deleteCharAt(0);
        }
    }

    private static String pathOf(JsonMappingException e) {
        var path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        });
        return path.toString();
    }

    private static Stream<Path.Node> nodes(Path path) {
        return StreamSupport.stream(path.spliterator(), false);
    }
}
