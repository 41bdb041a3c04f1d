package dev.countinghouse.web.api;

import dev.countinghouse.identity.PlatformSignatures;
import dev.countinghouse.identity.SignedRequest;
import dev.countinghouse.identity.TrustedPlatform;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lets a request through whose bytes a trusted platform signed, and says which one. */
public class ProvisionFilter extends HttpFilter {

    /** Attribute of a request that was let through: the {@link TrustedPlatform}. */
    public static final String PLATFORM = TrustedPlatform.class.getName();

    /** The same: the body's bytes. */
    public static final String BODY = ProvisionFilter.class.getName();

    public static final String KEY = "X-Provision-Key";
    public static final String TIMESTAMP = "X-Provision-Timestamp";
    public static final String NONCE = "X-Provision-Nonce";
    public static final String SIGNATURE = "X-Provision-Signature";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(ProvisionFilter.class.getName());

    @Inject
    transient PlatformSignatures signatures;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String requestId = RequestIds.of(request);
        ReplayableRequest replayable;
        Optional<TrustedPlatform> platform;
        try {
            replayable = new ReplayableRequest(request);
            platform = signatures.verify(signed(replayable));
        } catch (BillingException | BodyLimit.ExceededException e) {
            ProblemMapper.problem(e, requestId).writeTo(response);
            return;
        } catch (EJBException e) { // most likely the database does not answer
            LOG.log(Level.WARNING, e, () -> "request " + requestId + ": the signature could not be checked");
            ProblemMapper.problem(e, requestId).writeTo(response);
            return;
        }
        if (platform.isEmpty()) {
            Problem.of(
                            ProblemType.UNAUTHENTICATED,
                            "The signature is not good, too old, or was used before",
                            List.of(),
                            requestId)
                    .writeTo(response);
            return;
        }
        replayable.setAttribute(PLATFORM, platform.get());
        replayable.setAttribute(BODY, replayable.body());
        chain.doFilter(replayable, response);
    }

    private static SignedRequest signed(ReplayableRequest request) {
        String query = request.getQueryString();
        String path = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
        return new SignedRequest(
                header(request, KEY),
                header(request, TIMESTAMP),
                header(request, NONCE),
                header(request, SIGNATURE),
                request.getMethod() + " " + path,
                request.body());
    }

    private static String header(HttpServletRequest request, String name) {
        @Nullable String value = request.getHeader(name);
        return value == null ? "" : value;
    }
}
