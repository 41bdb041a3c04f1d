package dev.countinghouse.web.auth;

import dev.countinghouse.identity.ApiKeyService;
import dev.countinghouse.identity.ApiKeyView;
import dev.countinghouse.identity.NewApiKey;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Credentials of machines. */
@Path("/api-keys")
@ApplicationScoped
@Tag(name = "API keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ApiKeysResource {

    @Inject
    ApiKeyService keys;

    @POST
    @Operation(summary = "Make a key; its secret is shown in this answer and never again")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    public Response create(@Valid @NotNull NewKey request) {
        ApiKeyView key = keys.create(
                new NewApiKey(request.name(), request.permissions(), request.allowedIps(), request.expiresAt()));
        return ETags.created("api-keys", key.id(), key);
    }

    @GET
    @Operation(summary = "List keys, without secrets")
    public Page<ApiKeyView> list(@BeanParam PageParams page) {
        return keys.list(page.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One key, without its secret")
    public ApiKeyView get(@PathParam("id") UUID id) {
        return keys.get(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Revoke a key")
    public void revoke(@PathParam("id") UUID id) {
        keys.revoke(id);
    }

    @POST
    @Path("{id}/rotate")
    @Operation(
            summary =
                    "Replace a key by a new one, whose secret is shown in this answer and never again; the old one is good"
                            + " for overlap_seconds yet")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    public Response rotate(@PathParam("id") UUID id, @Valid @NotNull Rotate request) {
        ApiKeyView key = keys.rotate(id, Duration.ofSeconds(request.overlapSeconds()), request.expiresAt());
        return ETags.created("api-keys", key.id(), key);
    }

    /** A key to be made; without permissions it may do what its maker may. */
    public record NewKey(
            @NotBlank @Size(max = 200) String name,
            @Nullable @Size(min = 1, max = 50) List<@NotNull String> permissions,
            @Nullable @Size(max = 20) List<@NotNull @Size(max = 50) String> allowedIps,
            @Nullable Instant expiresAt) {}

    /** How to change over to a new key. */
    public record Rotate(
            @NotNull @Min(0) @Max(WEEK) Integer overlapSeconds,
            @Nullable Instant expiresAt) {

        private static final int WEEK = 604_800;
    }
}
