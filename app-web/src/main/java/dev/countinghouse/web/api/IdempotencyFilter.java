package dev.countinghouse.web.api;

import dev.countinghouse.idempotency.IdempotencyKeys;
import dev.countinghouse.idempotency.StoredAnswer;
import dev.countinghouse.identity.Caller;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Does a keyed POST once. The transaction begins here and services join it, so the key, the effect and the answer's bytes
 * commit together before the first byte is sent: whatever is lost on the way back can be asked for again.
 *
 * <p>What asks somebody else's server runs without a transaction around it: its answer is kept when it is there.
 *
 * <p>Streams of usage events are let through: each event has a key of its own. So are the making of an API key, of a
 * webhook endpoint's secret, of a second factor and of a session: their answers hold secrets, which are kept nowhere. So are
 * operators' requests: they have no tenant to keep a key in, and each is harmless when repeated (a slug is taken once, a job
 * that is open already is answered).
 */
public class IdempotencyFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class.getName());
    private static final String HEADER = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /** Of the segments of a path, before and after it is decoded. */
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

    @Inject
    transient IdempotencyKeys keys;

    @Resource
    transient UserTransaction transaction;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        @Nullable String key = request.getHeader(HEADER);
        if (key == null
                || keepsNothingOf(request.getRequestURI())
                || !request.getMethod().equals("POST")
                || !(request.getUserPrincipal() instanceof Caller caller)
                || caller.tenantId() == null) {
            chain.doFilter(request, response);
            return;
        }
        String requestId = RequestIds.of(request);
        if (!KEY.matcher(key).matches()) {
            Problem.of(
                            ProblemType.MALFORMED_REQUEST,
                            HEADER + " must be 1 to 255 visible ASCII characters",
                            List.of(),
                            requestId)
                    .writeTo(response);
            return;
        }
        try {
            new Keyed(caller.id(), key, new ReplayableRequest(request)).run(response, chain);
        } catch (BillingException | BodyLimit.ExceededException e) {
            ProblemMapper.problem(e, requestId).writeTo(response);
        } catch (RollbackException
                | HeuristicMixedException
                | HeuristicRollbackException
                | NotSupportedException
                | SystemException e) {
            LOG.log(Level.SEVERE, e, () -> "request " + requestId + " could not be committed");
            ProblemMapper.problem(e, requestId).writeTo(response);
        }
    }

    /**
     * Whether answers of a path are not kept, so that a key changes nothing there: however the path is written, as one operation
     * can be asked for by many.
     *
     * @param asSent as it was sent, neither decoded nor without parameters of its segments
     */
    public static boolean keepsNothingOf(String asSent) {
        String path = plain(asSent);
        return path.endsWith("/usage/import")
                || path.contains("/api-keys")
                || path.endsWith("/webhook-endpoints")
                || path.endsWith("/rotate-secret")
                || path.contains("/users/me/mfa")
                || path.endsWith("/auth/switch");
    }

    /** Whether a path is of an operation that asks somebody else's server, such as a payment gateway. */
    static boolean asksOthers(String asSent) {
        String path = plain(asSent);
        return path.endsWith("/collect") || path.endsWith("/payment-methods") || path.endsWith("/payment-link");
    }

    /** Decoded, without parameters of segments, empty segments and dots, and without a slash at the end. */
    private static String plain(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String decoded : decoded(PARAMETERS.matcher(path).replaceAll("")).split("/", -1)) {
            String segment = PARAMETERS.matcher(decoded).replaceAll("");
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path; // leads to no operation
        }
    }

    /** One keyed request on its way. */
    private final class Keyed {

        private final String principal;
        private final String key;
        private final ReplayableRequest request;
        private final byte[] hash;

        Keyed(String principal, String key, ReplayableRequest request) {
            this.principal = principal;
            this.key = key;
            this.request = request;
            this.hash = hash(request);
        }

        void run(HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException, RollbackException, HeuristicMixedException,
                        HeuristicRollbackException, NotSupportedException, SystemException {
            if (asksOthers(request.getRequestURI())) {
                runAlone(response, chain);
                return;
            }
            transaction.begin();
            try {
                Optional<StoredAnswer> before = keys.take(principal, key, hash);
                if (before.isPresent()) {
                    transaction.rollback();
                    response.setHeader("Idempotent-Replayed", "true");
                    send(before.get(), response);
                    return;
                }
                HeldResponse held = new HeldResponse(response);
                chain.doFilter(request, held);
                if (held.getStatus() < 400 && transaction.getStatus() == Status.STATUS_ACTIVE) {
                    keys.keep(principal, key, hash, held.answer());
                    transaction.commit();
                }
                held.release();
            } finally {
                if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                    transaction.rollback();
                }
            }
        }

        /**
         * Without a transaction around the request: no connection waits for the server that is asked within it, and what it did is there
         * however long that took. Its halves can be done again. Two of the same key at once are kept apart by what they do.
         */
        private void runAlone(HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException, RollbackException, HeuristicMixedException,
                        HeuristicRollbackException, NotSupportedException, SystemException {
            Optional<StoredAnswer> before = committed(() -> keys.take(principal, key, hash));
            if (before.isPresent()) {
                response.setHeader("Idempotent-Replayed", "true");
                send(before.get(), response);
                return;
            }
            HeldResponse held = new HeldResponse(response);
            chain.doFilter(request, held);
            if (held.getStatus() < 400) {
                keep(held.answer());
            }
            held.release();
        }

        private void keep(StoredAnswer answer)
                throws RollbackException, HeuristicMixedException, HeuristicRollbackException, NotSupportedException,
                        SystemException {
            try {
                committed(() -> {
                    Optional<StoredAnswer> meanwhile = keys.take(principal, key, hash);
                    if (meanwhile.isEmpty()) {
                        keys.keep(principal, key, hash, answer);
                    }
                    return meanwhile;
                });
            } catch (BillingException e) { // another request has the key: what was done is answered all the same
                LOG.log(Level.FINE, "the answer is not kept", e);
            }
        }

        private Optional<StoredAnswer> committed(Supplier<Optional<StoredAnswer>> work)
                throws RollbackException, HeuristicMixedException, HeuristicRollbackException, NotSupportedException,
                        SystemException {
            transaction.begin();
            try {
                Optional<StoredAnswer> found = work.get();
                transaction.commit();
                return found;
            } finally {
                if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                    transaction.rollback();
                }
            }
        }

        private void send(StoredAnswer answer, HttpServletResponse response) throws IOException {
            response.setStatus(answer.status());
            if (answer.contentType() != null) {
                response.setContentType(answer.contentType());
            }
            if (answer.location() != null) {
                response.setHeader("Location", answer.location());
            }
            response.getOutputStream().write(answer.body());
        }
    }

    private static byte[] hash(ReplayableRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return digest.digest(request.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
