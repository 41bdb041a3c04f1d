package dev.countinghouse.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the field that is wrong, in the words of the request. */
final class InputProblems {

    private static final Pattern CAMEL = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '([^']{1,64})'");
    /** Types whose deserializers of ours say what a value must be. */
    private static final Set<Class<?>> TOLD = Set.of(BigDecimal.class, Instant.class, LocalDate.class, String.class);

    private InputProblems() {}

    static Problem of(ConstraintViolationException invalid, String requestId) {
        List<FieldError> errors = invalid.getConstraintViolations().stream()
                .map(InputProblems::error)
                .sorted(Comparator.comparing(FieldError::field))
                .toList();
        String detail = errors.isEmpty()
                ? ProblemType.VALIDATION_FAILED.title()
                : errors.getFirst().field() + " " + errors.getFirst().message();
        return Problem.of(ProblemType.VALIDATION_FAILED, detail, errors, requestId);
    }

    /** Ends at the object whose keys are the client's own where such a key is no plain word. */
    private static FieldError error(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.METHOD || node.getKind() == ElementKind.PARAMETER) {
                continue; // ours, not the client's
            }
            if (node.getIndex() != null) {
                field.append('[').append(node.getIndex()).append(']');
            }
            if (node.getKey() != null) {
                String key = node.getKey().toString();
                if (!PLAIN.matcher(key).matches()) {
                    break;
                }
                field.append('.').append(key);
            }
            if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
                field.append(field.isEmpty() ? "" : ".").append(snake(node.getName()));
            }
        }
        String rule = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new FieldError(field.isEmpty() ? "body" : field.toString(), snake(rule), violation.getMessage());
    }

    static Problem of(JsonProcessingException unreadable, String requestId) {
        Matcher twice = DUPLICATE.matcher(String.valueOf(unreadable.getOriginalMessage()));
        if (twice.find()) {
            String field = twice.group(1);
            return Problem.of(
                    ProblemType.MALFORMED_REQUEST,
                    field + " is given more than once",
                    List.of(new FieldError(field, "duplicate", "is given more than once")),
                    requestId);
        }
        if (unreadable instanceof UnrecognizedPropertyException unknown) {
            String field = path(unknown);
            return Problem.of(
                    ProblemType.UNKNOWN_FIELD,
                    field + " is not a field of this request",
                    List.of(new FieldError(field, "unknown_field", "is not a field of this request")),
                    requestId);
        }
        if (unreadable instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String field = path(mapping);
            String message = message(mapping);
            return Problem.of(
                    ProblemType.MALFORMED_REQUEST,
                    field + " " + message,
                    List.of(new FieldError(field, "malformed", message)),
                    requestId);
        }
        return Problem.of(
                ProblemType.MALFORMED_REQUEST, "The body is not the JSON that is expected", List.of(), requestId);
    }

    /** Ends at the object whose keys are the client's own where such a key is no plain word. */
    private static String path(JsonMappingException error) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : error.getPath()) {
            if (step.getFieldName() != null
                    && !path.isEmpty()
                    && !PLAIN.matcher(step.getFieldName()).matches()) {
                break;
            }
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String message(JsonMappingException error) {
        if (error instanceof InvalidFormatException format && TOLD.contains(format.getTargetType())) {
            String told = String.valueOf(error.getOriginalMessage());
            return told.substring(Math.max(0, told.lastIndexOf("must be "))); // before it stands the client's value
        }
        if (error instanceof InvalidFormatException format
                && format.getTargetType().isEnum()) {
            Object[] names = format.getTargetType().getEnumConstants();
            List<String> allowed = Arrays.stream(names)
                    .map(name -> name.toString().toLowerCase(Locale.ROOT))
                    .toList();
            return "must be one of " + String.join(", ", allowed);
        }
        return "is of the wrong type";
    }

    private static String snake(String name) {
        return CAMEL.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
