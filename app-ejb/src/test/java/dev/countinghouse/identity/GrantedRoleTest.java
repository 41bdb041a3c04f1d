package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantedRoleTest {

    private static final GrantedRole CLERK = GrantedRole.of("clerk", "invoice:read,customer:write");

    @Test
    void anOwnRoleAllowsWhatItsRowSays() {
        assertThat(CLERK.permissions()).containsExactly("customer:write", "invoice:read");
    }

    @Test
    void aBuiltInRoleAllowsWhatTheMatrixSays() {
        assertThat(GrantedRole.of("manager", null).permissions()).isEqualTo(Role.MANAGER.permissions());
    }

    @Test
    void aNameThatIsNoRoleAllowsNothing() {
        assertThat(GrantedRole.of("emperor", null).permissions()).isEmpty();
    }

    @Test
    void aTokenOfTheSameRoleAllowsWhatTheRoleDoes() {
        assertThat(CLERK.within("clerk", Optional::empty)).hasValue(CLERK.permissions());
    }

    @Test
    void aTokenOfAnotherRoleAllowsWhatBothDo() {
        assertThat(CLERK.within("viewer", Optional::empty).orElseThrow()).containsExactly("invoice:read");
        assertThat(GrantedRole.of("viewer", null)
                        .within("clerk", () -> Optional.of(CLERK))
                        .orElseThrow())
                .containsExactly("invoice:read");
    }

    @Test
    void aTokenOfARoleThatIsNoMoreIsNoToken() {
        assertThat(CLERK.within("emperor", Optional::empty)).isEmpty();
    }
}
