package dev.countinghouse.web.api;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Refuses query parameters that an operation does not have, and those given twice: a misspelt filter must not mean "all". */
@Provider
public class UnknownParameters implements ContainerRequestFilter {

    private static final Map<Method, Set<String>> KNOWN = new ConcurrentHashMap<>();

    @Context
    ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        boolean others = method.isAnnotationPresent(TakesOtherParameters.class);
        Set<String> known = KNOWN.computeIfAbsent(method, UnknownParameters::parametersOf);
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                if (others) {
                    return;
                }
                throw refusal(ProblemType.UNKNOWN_PARAMETER, name, "is not a parameter of this operation");
            }
            if (!values.stream().allMatch(Json::isStorable)) {
                throw refusal(ProblemType.MALFORMED_REQUEST, name, "has characters that are no text");
            }
            if (values.size() > 1) {
                throw refusal(ProblemType.MALFORMED_REQUEST, name, "is given more than once");
            }
        });
    }

    private static BillingException refusal(ProblemType type, String name, String message) {
        return new BillingException(type, name + " " + message, List.of(new FieldError(name, type.code(), message)));
    }

    private static Set<String> parametersOf(Method method) {
        Set<String> names = new HashSet<>();
        for (Parameter parameter : method.getParameters()) {
            QueryParam own = parameter.getAnnotation(QueryParam.class);
            if (own != null) {
                names.add(own.value());
            }
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                addFields(parameter.getType(), names);
            }
        }
        return names;
    }

    private static void addFields(Class<?> type, Set<String> names) {
        for (Class<?> level = type; level != null && level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                QueryParam parameter = field.getAnnotation(QueryParam.class);
                if (parameter != null) {
                    names.add(parameter.value());
                }
            }
        }
    }
}
