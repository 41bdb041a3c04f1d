package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurrentScopeTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final Tenant ACME = new Tenant(ID, "acme", "tenant_acme", "1.x", false);
    private static final Tenant GLOBEX = new Tenant(ID, "globex", "tenant_globex", "1.x", false);

    @Test
    void outsideOfEverythingNoTenantIsBound() {
        assertThat(CurrentScope.find()).isNull();
        assertThatIllegalStateException().isThrownBy(CurrentScope::tenant);
    }

    @Test
    void aServiceRoleIsNoTenant() {
        CurrentScope.run(Scope.WORKER, () -> assertThatIllegalStateException().isThrownBy(CurrentScope::tenant));
    }

    @Test
    void aScopeHoldsForItsCallAlone() {
        assertThat(CurrentScope.call(Scope.of(ACME), CurrentScope::tenant)).isEqualTo(ACME);
        assertThat(CurrentScope.find()).isNull();
    }

    @Test
    void anInnerScopeGivesWayToTheOuterOneAgain() {
        CurrentScope.run(Scope.of(ACME), () -> {
            assertThat(CurrentScope.call(Scope.of(GLOBEX), CurrentScope::tenant))
                    .isEqualTo(GLOBEX);
            assertThat(CurrentScope.tenant()).isEqualTo(ACME);
        });
    }

    @Test
    void aCallThatFailsLeavesNoScopeBehind() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CurrentScope.run(Scope.of(ACME), () -> {
                    throw new IllegalStateException("it failed");
                }))
                .withMessage("it failed");
        assertThat(CurrentScope.find()).isNull();
    }

    @Test
    void aThreadHasItsOwnScope() throws InterruptedException {
        Scope[] seen = {Scope.WORKER};
        CurrentScope.run(Scope.of(ACME), () -> {
            Thread other = Thread.ofPlatform().unstarted(() -> seen[0] = CurrentScope.find());
            other.start();
            join(other);
        });
        assertThat(seen[0]).isNull();
    }

    @Test
    void enteringATenantTakesItsRoleAndItsSchemaForTheTransactionOnly() {
        assertThat(Scope.of(ACME).entering(18))
                .startsWith("SET LOCAL ROLE tenant_acme; SET LOCAL search_path = \"$user\"; ");
        assertThat(Scope.IDENTITY.entering(18))
                .startsWith("SET LOCAL ROLE ch_identity; SET LOCAL search_path = \"$user\"; ");
        assertThat(Scope.WORKER.entering(18))
                .startsWith("SET LOCAL ROLE ch_worker; SET LOCAL search_path = \"$user\"; ");
        assertThat(Scope.of(ACME).entering(18).split("; ")).allMatch(statement -> statement.startsWith("SET LOCAL "));
    }

    @Test
    void enteringBoundsTheTransactionInTime() {
        assertThat(Scope.of(ACME).entering(18))
                .endsWith(
                        "; SET LOCAL statement_timeout = '15s'; SET LOCAL lock_timeout = '10s'"
                                + "; SET LOCAL idle_in_transaction_session_timeout = '15s'; SET LOCAL transaction_timeout = '30s'");
        assertThat(Scope.background(ACME).entering(18))
                .endsWith(
                        "; SET LOCAL statement_timeout = '50s'; SET LOCAL lock_timeout = '30s'"
                                + "; SET LOCAL idle_in_transaction_session_timeout = '60s'; SET LOCAL transaction_timeout = '110s'");
    }

    @Test
    void aTimerGivesUpALockedTenantSoonForTheOthersSake() {
        assertThat(Scope.turn(ACME).entering(18))
                .contains("SET LOCAL statement_timeout = '50s'; SET LOCAL lock_timeout = '2s'");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void olderServersAreNotAskedForWhatTheyLack(int version) {
        assertThat(Scope.of(ACME).entering(version))
                .contains("statement_timeout = '15s'")
                .doesNotContain("transaction_timeout");
    }

    @Test
    void aRequestsAndATimersScopeOfOneTenantAreTwo() {
        assertThat(Scope.of(ACME)).isNotEqualTo(Scope.background(ACME)).isEqualTo(Scope.of(ACME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tenant-acme",
                "Tenant_acme",
                "1tenant",
                "tenant_acme; DROP SCHEMA tenant_acme",
                "tenant_acme--",
                "tenant acme",
                "\"tenant_acme\"",
                "tenant_acme\n",
                "tenant_éclair"
            })
    void whatIsNoPlainNameNeverBecomesPartOfAStatement(String schema) {
        assertThatIllegalArgumentException().isThrownBy(() -> Scope.of(new Tenant(ID, "acme", schema, "1.x", false)));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
