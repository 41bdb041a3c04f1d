package dev.countinghouse.web.auth;

import dev.countinghouse.identity.MemberService;
import dev.countinghouse.identity.UserView;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whose the tenant is. */
@Path("/tenant/ownership")
@ApplicationScoped
@Tag(name = "People")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class OwnershipResource {

    @Inject
    MemberService members;

    @POST
    @Operation(summary = "Make another member the owner and become an admin; needs your password, and no key can do it")
    public UserView transfer(@Valid @NotNull Transfer request) {
        return members.transferOwnership(request.userId(), request.password());
    }

    /** To whom the tenant goes. */
    public record Transfer(
            @NotNull UUID userId, @NotNull @Size(max = 256) String password) {

        /** Never the password. */
        @Override
        public String toString() {
            return "Transfer[" + userId + "]";
        }
    }
}
