package dev.countinghouse.web.api;

import dev.countinghouse.ids.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id of a request: the client's, when it is harmless to log, else a new one. */
public final class RequestIds {

    /** Header in and out. */
    public static final String HEADER = "X-Request-Id";

    private static final String ATTRIBUTE = RequestIds.class.getName();
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    /** The id; the same for the whole request, whoever asks first. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        @Nullable String sent = request.getHeader(HEADER);
        String id = sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : Ids.next().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
