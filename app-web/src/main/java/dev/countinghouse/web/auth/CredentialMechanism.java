package dev.countinghouse.web.auth;

import dev.countinghouse.identity.Authentication;
import dev.countinghouse.identity.Caller;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.web.api.BusyCredentials;
import dev.countinghouse.web.api.ClientLimits;
import dev.countinghouse.web.api.Cors;
import dev.countinghouse.web.api.Problem;
import dev.countinghouse.web.api.ProblemMapper;
import dev.countinghouse.web.api.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one way in: an access token or an API key. What a caller may do becomes the container's groups, so that
 * {@code @RolesAllowed("invoice:read")} holds in every EJB.
 */
@ApplicationScoped
public class CredentialMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(CredentialMechanism.class.getName());
    private static final String BEARER = "Bearer ";

    @Inject
    Authentication authentication;

    @Inject
    BusyCredentials busy;

    @Inject
    ClientLimits limits;

    @Inject
    Cors cors;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (!context.isProtected()) {
            return context.doNothing(); // the container would ignore a refusal here and ask again
        }
        cors.admit(request, response); // the filters are not reached when it is refused here
        if (limits.refusesUnseen(request, response)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (busy.refuses(request)) {
            response.setHeader(RequestIds.HEADER, RequestIds.of(request));
            return answer(BusyCredentials.problem(request), response);
        }
        try {
            Optional<Caller> caller = caller(request);
            return caller.isPresent()
                    ? context.notifyContainerAboutLogin(
                            caller.get(), caller.get().permissions())
                    : refuse(request, response);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a credential could not be checked", e);
            String requestId = RequestIds.of(request);
            response.setHeader(RequestIds.HEADER, requestId);
            return answer(ProblemMapper.problem(e, requestId), response);
        }
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        @Nullable String authorization = request.getHeader("Authorization");
        @Nullable String key = request.getHeader("X-API-Key");
        if (authorization != null && key != null) {
            return Optional.empty(); // two credentials: nobody may guess which one is meant
        }
        if (key != null) {
            return authentication.byApiKey(key, request.getRemoteAddr());
        }
        return authorization != null && authorization.startsWith(BEARER)
                ? authentication.byToken(authorization.substring(BEARER.length()))
                : Optional.empty();
    }

    private AuthenticationStatus refuse(HttpServletRequest request, HttpServletResponse response) {
        if (!limits.letsInUnknown(request, response)) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        String requestId = RequestIds.of(request);
        response.setHeader(RequestIds.HEADER, requestId);
        response.setHeader("WWW-Authenticate", "Bearer");
        return answer(
                Problem.of(
                        ProblemType.UNAUTHENTICATED,
                        "Send Authorization: Bearer with an access token, or X-API-Key, and only one of them",
                        List.of(),
                        requestId),
                response);
    }

    private static AuthenticationStatus answer(Problem problem, HttpServletResponse response) {
        try {
            problem.writeTo(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
