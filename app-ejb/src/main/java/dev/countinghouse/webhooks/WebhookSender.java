package dev.countinghouse.webhooks;

import dev.countinghouse.network.AddressRefused;
import dev.countinghouse.network.OutgoingAddresses;
import dev.countinghouse.webhooks.domain.Attempt;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one message and reads how it was answered. Whoever is called can waste 15 s and 16 KiB and no more, and is at an address
 * that was found to be allowed: the connection is made to that address, not to the name again. No redirect is followed, no proxy is
 * used, and of an answer nothing is read but its status and headers.
 */
final class WebhookSender {

    /** From the look-up of the host to the answer's headers. */
    static final Duration DEADLINE = Duration.ofSeconds(15);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Of one host that are tried; a name can lead to hundreds. */
    private static final int ADDRESSES_MAX = 4;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final String LATE = "There was no answer within %d seconds".formatted(DEADLINE.toSeconds());

    private final OutgoingAddresses addresses;
    private final Clock clock;

    /** @param clock real time, for a {@code Retry-After} that is a date */
    WebhookSender(OutgoingAddresses addresses, Clock clock) {
        this.addresses = addresses;
        this.clock = clock;
    }

    /** Never throws: whatever happens is an attempt that failed. */
    Attempt send(String url, Map<String, String> headers, byte[] body) {
        long begun = System.nanoTime();
        try {
            URI address = addresses.address(url);
            List<InetAddress> found = addresses.callable(address);
            try (Exchange exchange = connect(address, found, begun)) {
                Answer answer = within(exchange, headers, body, begun);
                return Attempt.answered(answer.status(), since(begun), retryAfter(answer.retryAfter()));
            }
        } catch (AddressRefused e) {
            return Attempt.unanswered(since(begun), "The address " + e.what());
        } catch (IOException | RuntimeException e) {
            return Attempt.unanswered(since(begun), why(e));
        }
    }

    /** The first addresses of a host one after the other, until one is there or the time is over. */
    private static Exchange connect(URI address, List<InetAddress> found, long begun) throws IOException {
        IOException last = new ConnectException();
        for (InetAddress one : found.subList(0, Math.min(ADDRESSES_MAX, found.size()))) {
            Duration left = DEADLINE.minus(since(begun));
            if (left.toMillis() <= 0) { // which a socket would take as no bound at all
                throw new SocketTimeoutException(LATE);
            }
            try {
                return Exchange.open(address, one, left.compareTo(CONNECT) < 0 ? left : CONNECT);
            } catch (ConnectException | SocketTimeoutException | NoRouteToHostException e) {
                last = e;
            }
        }
        throw last;
    }

    /** A receiver that answers a byte at a time would be read for ever: when the time is over its connection is closed. */
    private static Answer within(Exchange exchange, Map<String, String> headers, byte[] body, long begun)
            throws IOException {
        FutureTask<Answer> coming = new FutureTask<>(() -> exchange.post(headers, body));
        Thread.ofVirtual().name("webhook-exchange").start(coming);
        try {
            return coming.get(DEADLINE.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException(LATE);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Seconds, or a date; null when it is neither, which asks for nothing. */
    private @Nullable Duration retryAfter(@Nullable String text) {
        if (text == null || SECONDS.matcher(text).matches()) {
            return text == null ? null : Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), until);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** For people; nothing of what the receiver sent, which could be anything. */
    private static String why(Exception e) {
        return switch (e) {
            case SocketTimeoutException late -> LATE;
            case ConnectException refused -> "The connection was refused";
            case NoRouteToHostException away -> "There is no way to the address";
            case SSLException tls -> "TLS was not agreed on, or the certificate is not good for the name";
            case NoAnswerException none -> "The answer was no HTTP";
            default -> "The connection broke off";
        };
    }

    /**
     * What was answered.
     *
     * @param retryAfter as it was sent; null when it was not
     */
    record Answer(int status, @Nullable String retryAfter) {}

    /** What came back is no answer. */
    static final class NoAnswerException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
