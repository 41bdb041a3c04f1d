package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant_ab",
                "tenant_acme",
                "tenant_a_1",
                "tenant_a__b",
                "tenant_a234567890123456789012345678901234567890"
            })
    void whatASlugYieldsIsASchemaName(String name) {
        assertThat(TenantSchema.requireName(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tenant_",
                "tenant_a",
                "tenant_1a",
                "tenant__a",
                "tenant_a_",
                "tenant_Acme",
                "Tenant_acme",
                "acme",
                "public",
                "pg_temp",
                "tenant_a-b",
                "tenant_a b",
                "tenant_acme\n",
                "tenant_a\"b",
                "tenant_acme; DROP TABLE x",
                "tenant_é1",
                "tenant_a2345678901234567890123456789012345678901",
                TenantSchema.PLACEHOLDER
            })
    void anythingElseIsRefusedBeforeItReachesAStatement(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> TenantSchema.requireName(name));
    }

    @Test
    void theTenantsNameStandsWhereverTheTemplateHasThePlaceholder() {
        String template = "INSERT INTO tenant_placeholder_.databasechangelog VALUES (1);\n"
                + "GRANT SELECT ON customers TO tenant_placeholder_;";
        assertThat(TenantSchema.named(template, "tenant_acme"))
                .isEqualTo("INSERT INTO tenant_acme.databasechangelog VALUES (1);\n"
                        + "GRANT SELECT ON customers TO tenant_acme;");
    }
}
