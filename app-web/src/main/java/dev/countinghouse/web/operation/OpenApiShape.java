package dev.countinghouse.web.operation;

import dev.countinghouse.web.api.ConsoleRequest;
import dev.countinghouse.web.api.IdempotencyFilter;
import dev.countinghouse.web.api.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * What the OpenAPI document says that no annotation does: enums are lower case and decimals texts as in the JSON, every operation
 * answers errors with a {@link Problem}, and those before login need no credential.
 */
public class OpenApiShape implements OASFilter {

    private static final List<String> BEFORE_LOGIN = List.of(
            "/api/v1/auth/register",
            "/api/v1/auth/login",
            "/api/v1/auth/refresh",
            "/api/v1/auth/mfa",
            "/api/v1/auth/magic-link",
            "/api/v1/auth/magic-link/verify",
            "/api/v1/auth/password-reset",
            "/api/v1/auth/password-reset/confirm",
            "/api/v1/auth/verify-email",
            "/api/v1/auth/invitations/accept",
            "/api/v1/auth/provision");

    @Override
    public Schema filterSchema(Schema schema) {
        if (schema.getType() != null && schema.getType().contains(Schema.SchemaType.NUMBER)) {
            return OASFactory.createSchema().ref("Decimal"); // one within a map, which is no number in the JSON either
        }
        if (schema.getEnumeration() != null) {
            schema.setEnumeration(schema.getEnumeration().stream()
                    .map(value -> (Object) value.toString().toLowerCase(Locale.ROOT))
                    .toList());
        }
        return schema;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema("Problem", problem());
        Objects.requireNonNull(document.getComponents().getSchemas().get("Tier"))
                .addProperty("from", OASFactory.createSchema().ref("Decimal")); // shown, though no field of it
        Objects.requireNonNull(document.getComponents().getSchemas().get("CreateLine"))
                .getProperties()
                .values()
                .stream()
                .filter(property ->
                        property.getPattern() != null && property.getPattern().startsWith("^\\d"))
                .forEach(property ->
                        property.setPattern("^-?" + property.getPattern().substring(1))); // of either sign
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> complete(path, method, operation)));
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (response.getDescription() == null) {
                response.setDescription(
                        switch (status) {
                            case "201" -> "Created";
                            case "202" -> "Accepted: a job does it, Location says where to ask how far it is";
                            default -> "OK";
                        });
            }
        });
        operation.getResponses().addAPIResponse("default", anyError());
        if (answersLogin(operation) && !hasConsoleHeader(operation)) {
            operation.addParameter(OASFactory.createParameter()
                    .name(ConsoleRequest.HEADER)
                    .in(Parameter.In.HEADER)
                    .description("1: answer without refresh_token and set the console's cookie "
                            + "__Host-ch_refresh (HttpOnly, Secure, SameSite=Strict) to it instead")
                    .schema(text().maxLength(1)));
        }
        if (BEFORE_LOGIN.contains(path)
                || path.startsWith("/api/v1/auth/sso/")
                || path.startsWith("/api/v1/webhooks/")) {
            operation.setSecurity(List.of());
        } else if (method == PathItem.HttpMethod.POST
                && !IdempotencyFilter.keepsNothingOf(path)
                && !path.startsWith("/api/v1/platform/")) {
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .description("The same key and body again answer the first answer, for 24 hours")
                    .schema(text().maxLength(255)));
        }
    }

    private static boolean answersLogin(Operation operation) {
        return operation.getResponses().getAPIResponses().values().stream()
                .filter(response -> response.getContent() != null)
                .flatMap(response -> response.getContent().getMediaTypes().values().stream())
                .map(media ->
                        media.getSchema() == null ? null : media.getSchema().getRef())
                .anyMatch(ref -> ref != null && ref.endsWith("/LoginAnswer"));
    }

    private static boolean hasConsoleHeader(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> ConsoleRequest.HEADER.equals(parameter.getName()));
    }

    private static APIResponse anyError() {
        return OASFactory.createAPIResponse()
                .description("Every error")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
    }

    private static Schema problem() {
        Schema error = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("code", text())
                .addProperty("message", text())
                .addProperty("field", text());
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457")
                .addProperty("type", text())
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addProperty("code", text().description("Stable: switch on it"))
                .addProperty("detail", text())
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(error))
                .addProperty("request_id", text());
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
