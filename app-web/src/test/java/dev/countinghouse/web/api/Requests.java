package dev.countinghouse.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Bodies as the server takes them: read strictly, then held against the rules of the operation. */
public final class Requests {

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private Requests() {}

    /** What an operation says to a body: each field that is wrong with its rule, or nothing. */
    public static List<String> errors(Object resource, String operation, String body) {
        return problems(resource, operation, body).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    /** What an operation says to a body, in full. */
    public static List<FieldError> problems(Object resource, String operation, String body) {
        Method method = Arrays.stream(resource.getClass().getMethods())
                .filter(candidate -> candidate.getName().equals(operation))
                .findFirst()
                .orElseThrow();
        Parameter[] parameters = method.getParameters();
        @Nullable Object[] arguments = new Object[parameters.length];
        try {
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i].isAnnotationPresent(Valid.class)) {
                    arguments[i] = Json.MAPPER.readValue(body, parameters[i].getType());
                }
            }
        } catch (JsonProcessingException e) {
            return ProblemMapper.problem(e, "r1").errors();
        }
        Set<ConstraintViolation<Object>> violations =
                VALIDATOR.forExecutables().validateParameters(resource, method, arguments);
        return violations.isEmpty()
                ? List.of()
                : ProblemMapper.problem(new ConstraintViolationException(violations), "r1")
                        .errors();
    }
}
