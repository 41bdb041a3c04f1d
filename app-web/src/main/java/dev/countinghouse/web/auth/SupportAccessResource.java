package dev.countinghouse.web.auth;

import dev.countinghouse.identity.SupportAccessService;
import dev.countinghouse.identity.SupportAccessView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Operators of the platform who work in the tenant, or did. */
@Path("/support-access")
@ApplicationScoped
@Tag(name = "People")
@Produces(MediaType.APPLICATION_JSON)
public class SupportAccessResource {

    @Inject
    SupportAccessService accesses;

    @GET
    @Operation(
            summary = "List operators' accesses to the tenant, newest first; what was done by one is in the audit log")
    public Page<SupportAccessView> list(@BeanParam PageParams page) {
        return accesses.list(page.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One access")
    public SupportAccessView get(@PathParam("id") UUID id) {
        return accesses.get(id);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End an access: the operator is out from now on; for the owner")
    public void end(@PathParam("id") UUID id) {
        accesses.end(id);
    }
}
