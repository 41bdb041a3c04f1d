package dev.countinghouse.web.legalentity;

import dev.countinghouse.legalentity.LegalEntityChange;
import dev.countinghouse.legalentity.LegalEntityFilter;
import dev.countinghouse.legalentity.LegalEntityService;
import dev.countinghouse.legalentity.LegalEntityView;
import dev.countinghouse.legalentity.NewLegalEntity;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.ChangeSeller;
import dev.countinghouse.web.api.ETags;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import dev.countinghouse.web.api.TakesRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** In whose names the tenant bills, besides its own. */
@Path("/legal-entities")
@ApplicationScoped
@Tag(name = "Legal entities")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class LegalEntitiesResource {

    @Inject
    LegalEntityService entities;

    @POST
    @TakesRoom
    @Operation(
            summary = "Make a legal entity, with numbers of its own for invoices and for credit notes",
            description =
                    "Customers name it by its code: from then on it issues their invoices, and its country and its"
                            + " eu_vat decide their taxes. The tenant's own settings stay what bills everybody else.")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = LegalEntityView.class)))
    public Response create(@Valid @NotNull CreateLegalEntity request) {
        LegalEntityView made = entities.create(request.wanted());
        return ETags.created("legal-entities", made.id(), made);
    }

    @GET
    @Operation(summary = "List legal entities, archived ones too unless the filter says otherwise")
    public Page<LegalEntityView> list(@BeanParam LegalEntityParams params) {
        return entities.list(params.filter(), params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One legal entity")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LegalEntityView.class)))
    public Response get(@PathParam("id") UUID id) {
        LegalEntityView found = entities.get(id);
        return ETags.ok(found, found.version());
    }

    @PATCH
    @Path("{id}")
    @Operation(
            summary =
                    "Change how a legal entity stands on invoices that are written from now on; what is left out stays",
            description = "Its code and the prefix of its numbers never change.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LegalEntityView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ChangeLegalEntity request) {
        LegalEntityView changed = entities.change(id, request.change(), ETags.expected(ifMatch));
        return ETags.ok(changed, changed.version());
    }

    @POST
    @Path("{id}/archive")
    @Operation(
            summary = "Let no customer name a legal entity any more; refused while one does",
            description = "Its invoices are paid, credited and voided as ever.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LegalEntityView.class)))
    public Response archive(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        LegalEntityView archived = entities.archive(id, ETags.expected(ifMatch));
        return ETags.ok(archived, archived.version());
    }

    /** A part of the list of legal entities. */
    public static class LegalEntityParams extends PageParams {

        @QueryParam("code")
        @Nullable
        String code;

        @QueryParam("external_id")
        @Nullable
        String externalId;

        @QueryParam("archived")
        @Parameter(description = "true: only what is archived, false: only what is not")
        @Nullable
        String archived;

        LegalEntityFilter filter() {
            return new LegalEntityFilter(code, externalId, Params.flag("archived", archived));
        }
    }

    /**
     * A legal entity to be made.
     *
     * @param code what customers name it by; never changes
     * @param numberPrefix what the numbers of its invoices begin with, such as {@code ACME-DE} of {@code ACME-DE-000001}; never changes.
     *     Those of its credit notes begin with it and {@code -CN}
     * @param seller how it stands on its invoices, with its {@code legal_name}
     */
    public record CreateLegalEntity(
            @Nullable @Size(min = 1, max = 255) String externalId,

            @NotNull
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9_.-]{0,23}",
                    message = "must be 1 to 24 letters, digits, dots, dashes or underscores")
            String code,

            @NotNull
            @Size(min = 1, max = 24)
            @Pattern(
                    regexp = "[A-Z0-9]+(-[A-Z0-9]+)*",
                    message = "must be 1 to 24 capital letters and digits, with single dashes between them")
            String numberPrefix,

            @NotNull @Valid ChangeSeller seller,
            @Nullable Map<String, String> metadata) {

        NewLegalEntity wanted() {
            return new NewLegalEntity(externalId, code, numberPrefix, seller.toSeller(), metadata);
        }
    }

    /**
     * What of a legal entity is to change.
     *
     * @param seller replaces what was there as a whole
     */
    public record ChangeLegalEntity(
            @Nullable @Valid ChangeSeller seller, @Nullable Map<String, String> metadata) {

        LegalEntityChange change() {
            return new LegalEntityChange(seller == null ? null : seller.toSeller(), metadata);
        }
    }
}
