package dev.countinghouse.audit;

import dev.countinghouse.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log going out.
 *
 * @param at real time, whatever the tenant's clock shows
 * @param before the fields that were changed, as they were; {@code ***} stands for secrets and personal data
 * @param after the same fields as they are since
 */
public record AuditEntryView(
        UUID id,
        Instant at,
        ActorView actor,
        String action,
        String resource,
        String resourceId,
        @Nullable Map<String, Object> before,
        @Nullable Map<String, Object> after,
        @Nullable String reason) {

    /** Who did it. */
    public record ActorView(
            String kind,
            String id,
            String name,
            @Nullable String role,
            @Nullable String keyPrefix,
            @Nullable String ip,
            @Nullable String requestId) {}

    static AuditEntryView of(AuditEntry entry) {
        Actor actor = entry.actor();
        return new AuditEntryView(
                entry.id(),
                entry.at(),
                new ActorView(
                        actor.kind().code(),
                        actor.id(),
                        actor.name(),
                        actor.role(),
                        actor.keyPrefix(),
                        actor.ip(),
                        actor.requestId()),
                entry.action(),
                entry.resource(),
                entry.resourceId(),
                fields(entry.before()),
                fields(entry.after()),
                entry.reason());
    }

    private static @Nullable Map<String, Object> fields(@Nullable String json) {
        return json == null ? null : Json.readObject(json);
    }
}
