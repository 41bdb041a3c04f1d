package dev.countinghouse.identity;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A role by its name and what it allows now, built-in or a tenant's own.
 *
 * @param code the name in tokens, the API and the database
 */
record GrantedRole(String code, Set<String> permissions) {

    /**
     * The role of a row.
     *
     * @param own permissions of a tenant's own role, with commas between them; null for a built-in role
     */
    static GrantedRole of(String code, @Nullable String own) {
        Set<String> permissions = own == null
                ? Role.of(code).map(Role::permissions).orElse(Set.of())
                : Collections.unmodifiableSet(new TreeSet<>(List.of(own.split(","))));
        return new GrantedRole(code, permissions);
    }

    /**
     * What this role allows and another one does as well.
     *
     * @param other its name
     * @param ownRole finds it when it is not built in
     * @return empty when there is no such role
     */
    Optional<Set<String>> within(String other, Supplier<Optional<GrantedRole>> ownRole) {
        if (other.equals(code)) {
            return Optional.of(permissions);
        }
        Optional<Set<String>> most = Role.of(other).isPresent()
                ? Role.of(other).map(Role::permissions)
                : ownRole.get().map(GrantedRole::permissions);
        return most.map(allowed -> {
            Set<String> both = new TreeSet<>(permissions);
            both.retainAll(allowed);
            return both;
        });
    }
}
