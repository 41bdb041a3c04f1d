package dev.countinghouse.web.api;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions of resources on the wire: the ETag is the version, If-Match says which one was read. */
public final class ETags {

    private static final Pattern VERSION = Pattern.compile("\"([0-9]{1,9})\"");

    private ETags() {}

    /** 200 with the resource and its version. */
    public static Response ok(Object resource, int version) {
        return Response.ok(resource).tag(String.valueOf(version)).build();
    }

    /** 201 with the resource and where it is, relative to the API's base. */
    public static Response created(String path, UUID id, Object resource) {
        return created(path, id.toString(), resource);
    }

    /** The same of a resource that is found by its code: letters, digits, dots, dashes and underscores. */
    public static Response created(String path, String code, Object resource) {
        return Response.created(URI.create(path + "/" + code)).entity(resource).build();
    }

    /**
     * The version of If-Match; null when there is none or any will do.
     *
     * @throws BillingException PRECONDITION_FAILED for a tag that cannot be one of ours
     */
    public static @Nullable Integer expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher version = VERSION.matcher(ifMatch);
        if (!version.matches()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "If-Match is no ETag of this resource");
        }
        return Integer.valueOf(version.group(1));
    }
}
