package dev.countinghouse.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role going out.
 *
 * @param id null for a built-in role, which cannot be changed
 * @param code what a member's {@code role} says
 * @param builtIn whether every tenant has it
 * @param permissions everything that it allows
 * @param version null for a built-in role
 * @param createdAt null for a built-in role
 */
public record RoleView(
        @Nullable UUID id,
        String code,
        String name,
        boolean builtIn,
        List<String> permissions,
        @Nullable Integer version,
        @Nullable Instant createdAt) {

    static RoleView of(Role role) {
        return new RoleView(null, role.code(), role.title(), true, List.copyOf(role.permissions()), null, null);
    }
}
