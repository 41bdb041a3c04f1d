package dev.countinghouse.web.platform;

import dev.countinghouse.jobs.JobView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.platform.ErasureView;
import dev.countinghouse.platform.PlatformTenantService;
import dev.countinghouse.platform.PlatformTenantView;
import dev.countinghouse.platform.TenantLifeService;
import dev.countinghouse.web.api.Accepted;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** One tenant's life, for operators. */
@Path("/platform/tenants/{id}")
@ApplicationScoped
@Tag(name = "Platform")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PlatformTenantResource {

    @Inject
    PlatformTenantService tenants;

    @Inject
    TenantLifeService life;

    @GET
    @Operation(summary = "One tenant; for operators")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PlatformTenantView.class)))
    public Response get(@PathParam("id") UUID id) {
        PlatformTenantView tenant = tenants.get(id);
        return ETags.ok(tenant, tenant.version());
    }

    @POST
    @Path("suspend")
    @Operation(summary = "Refuse a tenant's credentials and let its due work wait")
    public PlatformTenantView suspend(@PathParam("id") UUID id, @Valid @NotNull SuspendTenant request) {
        return tenants.suspend(id, request.reason());
    }

    @POST
    @Path("resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Let a suspended tenant go on")
    public PlatformTenantView resume(@PathParam("id") UUID id) {
        return tenants.resume(id);
    }

    @PUT
    @Path("tier")
    @Operation(summary = "Move a tenant to another tier")
    public PlatformTenantView changeTier(@PathParam("id") UUID id, @Valid @NotNull ChangeTier request) {
        return tenants.changeTier(id, request.plan());
    }

    @POST
    @Path("clone")
    @Operation(summary = "Copy a tenant into a sandbox: test keys, a clock of its own, nothing leaves it")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response makeClone(@PathParam("id") UUID id, @Valid @NotNull NewSandbox request) {
        JobView job = life.makeClone(id, request.slug(), request.name());
        return Accepted.job(job.id(), job);
    }

    @POST
    @Path("invoices/verification")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Recompute all invoices of a tenant and name what differs")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response verifyInvoices(@PathParam("id") UUID id) {
        JobView job = life.verifyInvoices(id);
        return Accepted.job(job.id(), job);
    }

    @POST
    @Path("archive")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Move a suspended tenant's books into an archive and out of the database")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response archive(@PathParam("id") UUID id) {
        JobView job = life.archive(id);
        return Accepted.job(job.id(), job);
    }

    @POST
    @Path("unarchive")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Bring an archived tenant's books back; it is suspended then")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response unarchive(@PathParam("id") UUID id) {
        JobView job = life.unarchive(id);
        return Accepted.job(job.id(), job);
    }

    @POST
    @Path("erase")
    @Operation(summary = "Erase a suspended or archived tenant and its archives, for good")
    @APIResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = JobView.class)))
    public Response erase(@PathParam("id") UUID id, @Valid @NotNull EraseTenant request) {
        JobView job = life.erase(id, request.confirm());
        return Accepted.job(job.id(), job);
    }

    @GET
    @Path("erasures")
    @Operation(summary = "List signed proofs of what was erased of a tenant, or the tenant itself")
    public Page<ErasureView> erasures(@PathParam("id") UUID id, @BeanParam PageParams page) {
        return life.erasures(id, page.page());
    }

    /** Why a tenant is suspended; its people are not told. */
    public record SuspendTenant(@NotBlank @Size(max = 500) String reason) {}

    /** The code of a tier. */
    public record ChangeTier(@NotNull @Size(max = 64) String plan) {}

    /** The slug of the tenant to be erased, typed again. */
    public record EraseTenant(@NotNull @Size(max = 40) String confirm) {}
}
