package dev.countinghouse.web.auth;

import dev.countinghouse.identity.MyTenants;
import dev.countinghouse.web.auth.AuthResource.LoginAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** From one tenant to another. */
@Path("/auth/switch")
@ApplicationScoped
@Tag(name = "Auth")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SwitchResource {

    @Inject
    MyTenants tenants;

    @POST
    @Operation(
            summary = "Begin a session in another tenant of yours; this one goes on",
            description =
                    "The console's does not: its browser keeps one session. Out of a session of the console only the"
                            + " console begins another, and it ends when that one would have.")
    public LoginAnswer enter(@Valid @NotNull Switch request) {
        return LoginAnswer.of(tenants.enter(request.tenant()));
    }

    /** Where to go. */
    public record Switch(@NotNull @Size(max = 40) String tenant) {}
}
