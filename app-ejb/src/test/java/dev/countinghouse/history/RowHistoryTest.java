package dev.countinghouse.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.migrations.SchemaVersions;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowHistoryTest {

    @ParameterizedTest
    @CsvSource({"10.0123456789ab, false", "11.0123456789ab, false", "12.0123456789ab, true", "none, false"})
    void aTenantHasAHistoryFromTheVersionOnThatMakesItsTable(String version, boolean kept) {
        Tenant tenant = new Tenant(UUID.randomUUID(), "acme", "tenant_acme", version, false);
        assertThat(CurrentScope.<Boolean>call(Scope.of(tenant), RowHistory::isKept))
                .isEqualTo(kept);
    }

    @Test
    void theNewestVersionHasAHistoryAndSharedTablesHaveNone() {
        assertThat(SchemaVersions.files(SchemaVersions.current())).isGreaterThanOrEqualTo(RowHistory.SINCE_FILES);
        assertThat(CurrentScope.<Boolean>call(Scope.WORKER, RowHistory::isKept)).isFalse();
        assertThat(RowHistory.isKept()).isFalse();
    }
}
