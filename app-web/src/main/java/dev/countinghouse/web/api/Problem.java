package dev.countinghouse.web.api;

import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * An error on the wire (RFC 9457).
 *
 * @param type URI of the kind of problem
 * @param code its stable name
 * @param detail what happened this time
 * @param errors fields that are wrong
 * @param requestId names this request in the logs
 */
public record Problem(
        String type, String title, int status, String code, String detail, List<FieldError> errors, String requestId) {

    /** Media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static final int RETRY_AFTER_SECONDS = 1;

    /** A problem of one of our kinds. */
    public static Problem of(ProblemType type, String detail, List<FieldError> errors, String requestId) {
        return new Problem(type.uri(), type.title(), type.status(), type.code(), detail, errors, requestId);
    }

    /** The problem of a refusal. */
    static Problem of(BillingException refusal, String requestId) {
        return of(refusal.type(), String.valueOf(refusal.getMessage()), refusal.errors(), requestId);
    }

    /** Writes it as the whole answer, for those who answer outside JAX-RS. */
    public void writeTo(HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        if (isTemporary()) {
            response.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
        }
        response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(this));
    }

    /** Whether the same request may work a moment later. */
    boolean isTemporary() {
        return code.equals(ProblemType.REQUEST_IN_PROGRESS.code())
                || code.equals(ProblemType.TENANT_BUSY.code())
                || code.equals(ProblemType.QUERY_TIMEOUT.code())
                || code.equals(ProblemType.TOO_MANY_LOGINS.code())
                || code.equals(ProblemType.SCHEMA_NOT_SUPPORTED.code())
                || code.equals(ProblemType.UNAVAILABLE.code());
    }
}
