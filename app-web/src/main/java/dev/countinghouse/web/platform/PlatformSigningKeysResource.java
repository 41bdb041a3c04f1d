package dev.countinghouse.web.platform;

import dev.countinghouse.identity.SigningKeyService;
import dev.countinghouse.identity.SigningKeyView;
import dev.countinghouse.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The keys that sign tokens and certificates, for operators. */
@Path("/platform/signing-keys")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformSigningKeysResource {

    @Inject
    SigningKeyService keys;

    @GET
    @Operation(summary = "List the signing keys, newest first; for operators")
    public Page<SigningKeyView> list() {
        return keys.list();
    }

    @POST
    @Operation(
            summary = "Rotate the signing key now; for operators",
            description =
                    "The new key is published at once and signs some minutes later; tokens of before stay good until they"
                            + " expire. With compromised they are refused from now on, and everybody logs in again.")
    public Page<SigningKeyView> rotate(@Valid @NotNull Rotation request) {
        return keys.rotate(Boolean.TRUE.equals(request.compromised()));
    }

    /** Why the key is rotated: left out or false, because it is time; true, because somebody else may have it. */
    public record Rotation(@Nullable Boolean compromised) {}
}
