package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Turns the signature of a request into the trusted platform that made it. A request is good for five minutes, and once. */
@ApplicationScoped
public class PlatformSignatures {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Inject
    ProvisioningKeyLookup keys;

    @Inject
    SecurityLog log;

    @Inject
    @RealTime
    Clock clock;

    /** Who signed it; empty when nobody whom we trust did, not lately, or the request was seen before. */
    public Optional<TrustedPlatform> verify(SignedRequest request) {
        Optional<TrustedPlatform> platform = isWellFormed(request) ? find(request) : Optional.empty();
        if (platform.isEmpty()) {
            log.warning("provisioning.refused", request.keyId().isEmpty() ? "-" : request.keyId(), "");
        }
        return platform;
    }

    private Optional<TrustedPlatform> find(SignedRequest request) {
        Instant now = clock.instant();
        Instant signed = Instant.ofEpochSecond(Long.parseLong(request.timestamp()));
        if (Duration.between(signed, now).abs().compareTo(WINDOW) > 0) {
            return Optional.empty();
        }
        return keys.find(
                UUID.fromString(request.keyId()),
                request,
                HexFormat.of().parseHex(request.signature()),
                now,
                signed.plus(WINDOW).plusSeconds(1));
    }

    private static boolean isWellFormed(SignedRequest request) {
        return KEY_ID.matcher(request.keyId()).matches()
                && TIMESTAMP.matcher(request.timestamp()).matches()
                && NONCE.matcher(request.nonce()).matches()
                && SIGNATURE.matcher(request.signature()).matches();
    }
}
