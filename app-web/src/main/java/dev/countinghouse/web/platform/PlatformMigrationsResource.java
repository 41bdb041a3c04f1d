package dev.countinghouse.web.platform;

import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.MigrationRunView;
import dev.countinghouse.platform.MigrationService;
import dev.countinghouse.platform.TenantMigrationState;
import dev.countinghouse.platform.TenantMigrationView;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Migrations of the tenants, for operators. */
@Path("/platform/migrations")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformMigrationsResource {

    @Inject
    MigrationService migrations;

    @GET
    @Operation(summary = "List migrations of the tenants, newest first")
    public Page<MigrationRunView> list(@BeanParam PageParams params) {
        return migrations.list(params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One migration with its counts")
    public MigrationRunView get(@PathParam("id") UUID id) {
        return migrations.get(id);
    }

    @GET
    @Path("{id}/tenants")
    @Operation(summary = "The tenants of a migration and how each stands")
    public Page<TenantMigrationView> tenants(@PathParam("id") UUID id, @BeanParam TenantParams params) {
        return migrations.tenants(id, params.state(), params.page());
    }

    @POST
    @Path("{id}/pause")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Ask a running migration to pause after the tenants it has in hand")
    public MigrationRunView pause(@PathParam("id") UUID id) {
        return migrations.pause(id);
    }

    /** Which tenants are asked for. */
    public static class TenantParams extends PageParams {

        @QueryParam("state")
        @Nullable
        String state;

        @Nullable
        TenantMigrationState state() {
            return Params.oneOf("state", state, TenantMigrationState.class);
        }
    }
}
