package dev.countinghouse.web.auth;

import dev.countinghouse.identity.UserService;
import dev.countinghouse.identity.UserView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Memberships of the tenant. */
@Path("/members")
@RequestScoped
@Tag(name = "People")
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {

    @Inject
    UserService users;

    @GET
    @Operation(summary = "List members with their roles; for Admin and above")
    public Page<UserView> list(@BeanParam PageParams page) {
        return users.list(page.page());
    }
}
