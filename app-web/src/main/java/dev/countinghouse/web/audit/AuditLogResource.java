package dev.countinghouse.web.audit;

import dev.countinghouse.audit.AuditEntryView;
import dev.countinghouse.audit.AuditFilter;
import dev.countinghouse.audit.AuditService;
import dev.countinghouse.audit.AuditVerification;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who changed what. */
@Path("/audit-log")
@ApplicationScoped
@Tag(name = "Audit log")
@Produces(MediaType.APPLICATION_JSON)
public class AuditLogResource {

    @Inject
    AuditService audit;

    @GET
    @Operation(summary = "List entries, newest first; secrets and personal data are masked in them")
    public Page<AuditEntryView> list(@BeanParam AuditParams params, @BeanParam PageParams page) {
        return audit.list(params.filter(), page.page());
    }

    @GET
    @Path("verification")
    @Operation(summary = "Check the chain of the entries' seals, and name the first that does not hold")
    public AuditVerification verify() {
        return audit.verify();
    }

    @GET
    @Path("export")
    @Produces({AuditExport.NDJSON_TYPE, AuditExport.CSV_TYPE})
    @Operation(summary = "All entries, oldest first, as a line of JSON each or as CSV")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = AuditExport.NDJSON_TYPE, schema = @Schema(implementation = String.class)),
                @Content(mediaType = AuditExport.CSV_TYPE, schema = @Schema(implementation = String.class))
            })
    public Response export(@BeanParam AuditParams params, @BeanParam ExportParams wanted) {
        AuditFilter filter = params.filter();
        AuditExport export = wanted.export();
        List<AuditEntryView> first = audit.part(filter, null); // a refusal is an answer, not half a file
        StreamingOutput body = output -> {
            export.begin(output);
            List<AuditEntryView> part = first;
            while (!part.isEmpty()) {
                export.write(part, output);
                part = audit.part(filter, part.getLast().id());
            }
        };
        return Response.ok(body, export.mediaType())
                .header("Content-Disposition", "attachment; filename=\"audit-log." + export.extension() + "\"")
                .build();
    }

    /** Which entries are asked for. */
    public static class AuditParams {

        @QueryParam("actor")
        @Parameter(description = "Id or name of who did it")
        @Nullable
        String actor;

        @QueryParam("action")
        @Parameter(description = "Such as customer.update")
        @Nullable
        String action;

        @QueryParam("resource")
        @Parameter(description = "The kind of thing, such as customer")
        @Nullable
        String resource;

        @QueryParam("resource_id")
        @Nullable
        String resourceId;

        @QueryParam("from")
        @Parameter(description = "The first instant")
        @Nullable
        String from;

        @QueryParam("to")
        @Parameter(description = "The instant behind the last")
        @Nullable
        String to;

        AuditFilter filter() {
            return new AuditFilter(
                    actor, action, resource, resourceId, Params.instant("from", from), Params.instant("to", to));
        }
    }

    /** As what the log is taken away; as lines of JSON when nothing is said. */
    public static class ExportParams {

        @QueryParam("format")
        @Parameter(description = "ndjson or csv")
        @Nullable
        String format;

        AuditExport export() {
            return Objects.requireNonNullElse(Params.oneOf("format", format, AuditExport.class), AuditExport.NDJSON);
        }
    }
}
