package dev.countinghouse.web.auth;

import dev.countinghouse.identity.EmailVerificationService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own address. */
@Path("/users/me/email-verification")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class MyEmailResource {

    @Inject
    EmailVerificationService verification;

    @POST
    @Operation(summary = "Mail me another token to confirm my address, unless it is confirmed")
    @APIResponse(responseCode = "202", description = "Taken")
    public Response request() {
        verification.request();
        return Response.accepted().build();
    }
}
