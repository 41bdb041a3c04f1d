package dev.countinghouse.web.api;

import dev.countinghouse.paging.PageRequest;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. */
public class PageParams {

    @QueryParam("limit")
    @Parameter(description = "Rows in the answer, 1 to 100; 20 when left out")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "next_cursor of the page before")
    @Nullable
    String cursor;

    /** As the services take it. */
    public PageRequest page() {
        return PageRequest.of(Params.integer("limit", limit, PageRequest.LIMIT_DEFAULT), cursor);
    }
}
