package dev.countinghouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * Which store of which platform a tenant is.
 *
 * @param idempotencyKey of the request that made it; null when it had none
 * @param requestHash of that request's body
 */
public record Place(
        String externalPlatformId,
        String externalStoreId,
        @Nullable String idempotencyKey,
        byte[] requestHash) {}
