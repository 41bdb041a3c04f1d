package dev.countinghouse.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.database.TransientFailures;
import dev.countinghouse.identity.Caller;
import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ConstraintProblems;
import dev.countinghouse.problem.ProblemType;
import jakarta.ejb.EJBAccessException;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers for every error of the API. What we did not foresee is logged, and the client gets its reference. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(Throwable error) {
        String requestId = RequestIds.of(request);
        Problem problem = problem(error, requestId);
        if (problem.status() == ProblemType.INTERNAL.status()) {
            LOG.log(Level.SEVERE, error, () -> "request " + requestId + " failed");
        }
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.isTemporary()) {
            response.header(HttpHeaders.RETRY_AFTER, retryAfter(error));
        }
        if (error instanceof WebApplicationException refused) {
            List<Object> allow = refused.getResponse().getHeaders().get(HttpHeaders.ALLOW);
            if (allow != null) {
                response.header(HttpHeaders.ALLOW, allow.getFirst());
            }
        }
        return response.build();
    }

    private static int retryAfter(Throwable error) {
        return error instanceof BillingException refusal && refusal.retryAfterSeconds() > 0
                ? refusal.retryAfterSeconds()
                : Problem.RETRY_AFTER_SECONDS;
    }

    /** The problem behind an error, whatever it is wrapped in. */
    public static Problem problem(Throwable error, String requestId) {
        Optional<BillingException> refused = ConstraintProblems.of(error);
        if (refused.isPresent()) {
            return Problem.of(refused.get(), requestId);
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            Problem known = known(cause, requestId);
            if (known != null) {
                return known;
            }
        }
        return Problem.of(ProblemType.INTERNAL, "Tell us the request_id", List.of(), requestId);
    }

    private static @Nullable Problem known(Throwable cause, String requestId) {
        return switch (cause) {
            case BillingException refusal -> Problem.of(refusal, requestId);
            case ConstraintViolationException invalid -> InputProblems.of(invalid, requestId);
            case BodyLimit.ExceededException large ->
                Problem.of(ProblemType.BODY_TOO_LARGE, String.valueOf(large.getMessage()), List.of(), requestId);
            case JsonProcessingException unreadable -> InputProblems.of(unreadable, requestId);
            case EJBAccessException denied -> denied(requestId);
            case OptimisticLockException stale ->
                Problem.of(ProblemType.CONCURRENT_CHANGE, "Read it again, then change it", List.of(), requestId);
            case SQLException database when TransientFailures.isTimeout(database) -> tooLong(requestId);
            case SQLException database when TransientFailures.is(database) -> unavailable(requestId);
            case WebApplicationException refused ->
                ofStatus(refused.getResponse().getStatus(), requestId);
            default -> null;
        };
    }

    private static Problem denied(String requestId) {
        Caller caller = CurrentCaller.find();
        return caller != null && caller.mustEnrol()
                ? Problem.of(
                        ProblemType.MFA_ENROLMENT_REQUIRED,
                        "Set it up at /users/me/mfa, then refresh your token",
                        List.of(),
                        requestId)
                : Problem.of(ProblemType.FORBIDDEN, "Your role lacks the permission for this", List.of(), requestId);
    }

    private static Problem tooLong(String requestId) {
        return Problem.of(
                ProblemType.QUERY_TIMEOUT,
                "Ask for less at once, or try again later: nothing was changed",
                List.of(),
                requestId);
    }

    private static Problem unavailable(String requestId) {
        return Problem.of(ProblemType.UNAVAILABLE, "The database does not answer", List.of(), requestId);
    }

    /** The texts of the JAX-RS implementation name classes and addresses of the inside: ours are used instead. */
    private static Problem ofStatus(int status, String requestId) {
        ProblemType type = switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.UNAVAILABLE;
            default -> status < 500 ? ProblemType.MALFORMED_REQUEST : ProblemType.INTERNAL;
        };
        return Problem.of(type, type.title(), List.of(), requestId);
    }
}
