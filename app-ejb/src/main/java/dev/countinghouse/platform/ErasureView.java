package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;

/**
 * Proof of an erasure, going out.
 *
 * @param subject {@code customer} or {@code tenant}
 * @param certificate the statement of what went, signed: a compact JWS, to be checked with /.well-known/jwks.json
 */
public record ErasureView(
        UUID id, UUID tenantId, UUID jobId, String subject, UUID subjectId, String certificate, Instant createdAt) {}
