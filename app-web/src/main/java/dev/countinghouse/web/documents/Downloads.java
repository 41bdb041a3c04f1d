package dev.countinghouse.web.documents;

import dev.countinghouse.documents.Document;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** Answers with documents. */
final class Downloads {

    static final String PDF = "application/pdf";
    static final String XML = "application/xml";
    static final String FORMATS =
            "facturx (the PDF with CII in it; also when nothing is said), cii, ubl, or UBL by a profile: xrechnung, peppol";

    private Downloads() {}

    /** The document, unless the client has it already. */
    static Response answer(Document document, Request request) {
        EntityTag tag = new EntityTag(document.contentHash());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.tag(tag).build();
        }
        return Response.ok(document.bytes(), document.mediaType())
                .tag(tag)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + document.fileName() + "\"")
                .build();
    }
}
