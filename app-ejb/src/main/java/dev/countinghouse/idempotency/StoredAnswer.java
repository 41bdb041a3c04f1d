package dev.countinghouse.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * The answer that was given to a keyed request.
 *
 * @param status HTTP status
 * @param contentType null when there is no body
 * @param location of the resource that was made; null for none
 * @param body the very bytes
 */
public record StoredAnswer(
        int status, @Nullable String contentType, @Nullable String location, byte[] body) {}
