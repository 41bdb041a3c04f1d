package dev.countinghouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.migrations.SchemaVersions;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {

    @ParameterizedTest
    @CsvSource({"12.0123456789ab, false", "13.0123456789ab, true", "none, false"})
    void aTenantHasALogFromTheVersionOnThatMakesItsTables(String version, boolean kept) {
        Tenant tenant = new Tenant(UUID.randomUUID(), "acme", "tenant_acme", version, false);
        assertThat(CurrentScope.<Boolean>call(Scope.of(tenant), Audit::isKept)).isEqualTo(kept);
    }

    @Test
    void theNewestVersionHasALogAndNoOtherScopeHas() {
        assertThat(SchemaVersions.files(SchemaVersions.current())).isGreaterThanOrEqualTo(Audit.SINCE_FILES);
        assertThat(CurrentScope.<Boolean>call(Scope.PLATFORM, Audit::isKept)).isFalse();
        assertThat(Audit.isKept()).isFalse();
    }

    @Test
    void outsideARequestItIsTheSystemThatActs() {
        assertThat(CurrentActor.get()).isEqualTo(Actor.SYSTEM);
        Actor anna = new Actor(Actor.Kind.USER, "1", "anna@acme.example", "owner", null, "192.0.2.1", "r", null);
        assertThat(CurrentActor.<Actor>call(anna, CurrentActor::get)).isEqualTo(anna);
        assertThat(CurrentActor.get()).isEqualTo(Actor.SYSTEM);
    }
}
