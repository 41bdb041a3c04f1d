package dev.countinghouse.web.documents;

import dev.countinghouse.documents.DocumentService;
import dev.countinghouse.documents.EInvoiceFormat;
import dev.countinghouse.web.api.Params;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Credit notes for programs to read. */
@Path("/credit-notes/{id}/e-invoice")
@ApplicationScoped
@Tag(name = "Credit notes")
public class CreditNoteEInvoiceResource {

    @Inject
    DocumentService documents;

    @GET
    @Produces({Downloads.PDF, Downloads.XML})
    @Operation(summary = "A credit note by EN 16931")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = Downloads.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = Downloads.XML, schema = @Schema(type = SchemaType.STRING))
            })
    public Response get(
            @PathParam("id") UUID id,
            @Parameter(description = Downloads.FORMATS) @QueryParam("format") @Nullable String format,
            @Context Request request) {
        EInvoiceFormat asked = Params.oneOf("format", format, EInvoiceFormat.class);
        return Downloads.answer(
                documents.eCreditNote(id, Objects.requireNonNullElse(asked, EInvoiceFormat.FACTURX)), request);
    }
}
