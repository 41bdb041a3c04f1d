package dev.countinghouse.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An outbox event going out.
 *
 * @param type stable name
 * @param subjectId resource it is about
 * @param data what happened
 * @param occurredAt by the tenant's clock
 * @param createdAt real time
 */
public record EventView(
        UUID id, String type, UUID subjectId, Map<String, Object> data, Instant occurredAt, Instant createdAt) {}
