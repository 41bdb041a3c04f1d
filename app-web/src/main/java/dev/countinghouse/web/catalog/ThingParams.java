package dev.countinghouse.web.catalog;

import dev.countinghouse.catalog.ThingFilter;
import dev.countinghouse.web.api.Params;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** A part of a list of things that can be archived. */
public class ThingParams extends CodeParams {

    @QueryParam("archived")
    @Parameter(description = "true: only what is archived, false: only what is not")
    @Nullable
    String archived;

    ThingFilter filter() {
        return new ThingFilter(code, externalId, Params.flag("archived", archived));
    }
}
