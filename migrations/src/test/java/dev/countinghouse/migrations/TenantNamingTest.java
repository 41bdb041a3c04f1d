package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import liquibase.database.core.PostgresDatabase;
import org.junit.jupiter.api.Test;

class TenantNamingTest {

    @Test
    void theNameIsPutIntoTheStatement() {
        assertThat(new TenantNaming("tenant_acme").modifySql("GRANT SELECT ON a TO ${tenant}", new PostgresDatabase()))
                .isEqualTo("GRANT SELECT ON a TO tenant_acme");
    }

    @Test
    void allTenantsHaveTheSameChecksum() {
        assertThat(new TenantNaming("tenant_acme").generateCheckSum())
                .isEqualTo(new TenantNaming("tenant_globex").generateCheckSum());
    }
}
