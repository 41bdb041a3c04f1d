package dev.countinghouse.web.metering;

import dev.countinghouse.metering.UsageImportView;
import dev.countinghouse.metering.UsageImports;
import dev.countinghouse.paging.Page;
import dev.countinghouse.web.api.PageParams;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Imports of usage events, how far they are and what became of them. */
@Path("/usage/imports")
@ApplicationScoped
@Tag(name = "Usage")
@Produces(MediaType.APPLICATION_JSON)
public class UsageImportsResource {

    static final String CSV = "text/csv";
    static final String NDJSON = "application/x-ndjson";

    @Inject
    UsageImports imports;

    @GET
    @Operation(summary = "List imports of usage events, those that run included")
    public Page<UsageImportView> list(@BeanParam PageParams params) {
        return imports.list(params.page());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "How far an import of usage events is")
    public UsageImportView get(@PathParam("id") UUID id) {
        return imports.get(id);
    }
}
