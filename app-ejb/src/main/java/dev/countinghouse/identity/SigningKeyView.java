package dev.countinghouse.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs tokens and certificates, without the key.
 *
 * @param kid its thumbprint (RFC 7638)
 * @param createdAt when it was published; it signs some minutes later
 * @param retiredAt when it verifies no more; null while there is no newer one
 * @param compromised whether it was retired at once, and nothing is to be believed that it signed
 */
public record SigningKeyView(
        String kid, Instant createdAt, @Nullable Instant retiredAt, boolean compromised) {}
