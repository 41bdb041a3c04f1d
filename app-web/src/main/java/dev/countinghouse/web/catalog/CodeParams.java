package dev.countinghouse.web.catalog;

import dev.countinghouse.web.api.PageParams;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** A part of a list of things with a code. */
public class CodeParams extends PageParams {

    @QueryParam("code")
    @Nullable
    String code;

    @QueryParam("external_id")
    @Nullable
    String externalId;
}
