package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {

    @Test
    void eachRoleMayDoWhatTheOneBelowMay() {
        Role[] ladder = {Role.VIEWER, Role.MEMBER, Role.MANAGER, Role.ADMIN, Role.OWNER};
        assertThat(Role.values()).containsExactly(ladder);
        for (int i = 1; i < ladder.length; i++) {
            assertThat(ladder[i].permissions()).containsAll(ladder[i - 1].permissions());
        }
    }

    @ParameterizedTest(name = "{0} is the least role that may {1}")
    @CsvSource({
        "VIEWER, customer:read",
        "VIEWER, invoice:read",
        "VIEWER, catalog:read",
        "VIEWER, analytics:read",
        "MEMBER, usage:write",
        "MEMBER, customer:write",
        "MANAGER, subscription:write",
        "MANAGER, payment:write",
        "ADMIN, catalog:write",
        "ADMIN, tenant:write",
        "ADMIN, member:read",
        "ADMIN, member:write",
        "ADMIN, role:write",
        "ADMIN, audit:read",
        "ADMIN, api_key:write",
        "ADMIN, api_key:read",
        "ADMIN, job:read",
        "ADMIN, job:write",
        "ADMIN, tenant:export",
        "ADMIN, sandbox:read",
        "ADMIN, sandbox:write",
        "ADMIN, customer:erase",
        "ADMIN, sso:read",
        "ADMIN, sso:write",
        "ADMIN, webhook:read",
        "ADMIN, webhook:write",
        "OWNER, tenant:own"
    })
    void permissionsBeginWithARole(Role least, String permission) {
        for (Role role : Role.values()) {
            assertThat(role.permissions().contains(permission)).isEqualTo(role.compareTo(least) >= 0);
        }
    }

    @Test
    void aViewerOnlyReads() {
        assertThat(Role.VIEWER.permissions()).allMatch(permission -> permission.endsWith(":read"));
    }

    @Test
    void theOwnerMayDoEverythingThereIsButWhatOperatorsDo() throws IllegalAccessException {
        Set<String> all = new TreeSet<>();
        for (Field constant : Permission.class.getDeclaredFields()) {
            if (constant.getType() == String.class) {
                all.add(String.valueOf(constant.get(null)));
            }
        }
        assertThat(all).containsAll(Permission.OF_OPERATORS);
        all.removeAll(Permission.OF_OPERATORS);
        assertThat(Role.OWNER.permissions()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(all).allMatch(permission -> permission.matches("[a-z_]+:(read|write|export|erase|own)"));
    }

    @Test
    void aRoleIsFoundByTheNameThatTokensAndTheDatabaseHave() {
        assertThat(Arrays.stream(Role.values()).map(Role::code))
                .containsExactly("viewer", "member", "manager", "admin", "owner");
        assertThat(Role.of("manager")).hasValue(Role.MANAGER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Owner", "OWNER", "owner ", "root", "platform"})
    void anyOtherNameIsNoRole(String name) {
        assertThat(Role.of(name)).isEmpty();
    }
}
