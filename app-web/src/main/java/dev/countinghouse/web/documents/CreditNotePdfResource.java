package dev.countinghouse.web.documents;

import dev.countinghouse.documents.DocumentService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Credit notes for people to read. */
@Path("/credit-notes/{id}/pdf")
@ApplicationScoped
@Tag(name = "Credit notes")
public class CreditNotePdfResource {

    @Inject
    DocumentService documents;

    @GET
    @Produces(Downloads.PDF)
    @Operation(summary = "A credit note as PDF/A-3 in its customer's language")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(mediaType = Downloads.PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response get(@PathParam("id") UUID id, @Context Request request) {
        return Downloads.answer(documents.creditNotePdf(id), request);
    }
}
