package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What the database itself holds of lines that are written by hand, against the role that bills. */
class OneOffRoleIT {

    private static final String LINE = """
            INSERT INTO invoice_lines (id, invoice_id, position, subscription_item_id, charge_id, description, purpose, sequence, period,
                                       period_start, period_end, quantity, unit_amount, precise_amount, amount_minor, tax_percent,
                                       tax_minor, calculation)
                SELECT gen_random_uuid(), i.id, %d, %s, %s, 'Work', '%s', 0, '[2026-01-01,2026-01-02)', '2026-01-01', '2026-01-02',
                       1, 1, 1, 100, 20, 20, '{}' FROM invoices i, subscription_items s""";

    @Test
    void aLineIsOfASubscriptionItemOrByHandAndTheLatterMayBeThereTwice() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            acme.run(LINE.formatted(1, "NULL", "NULL", "one_off"));
            acme.run(LINE.formatted(2, "NULL", "NULL", "one_off"));
            acme.run(LINE.formatted(3, "s.id", "NULL", "true_up"));
            String twice = LINE.formatted(4, "s.id", "NULL", "true_up");
            assertThat(acme.stateOf(twice)).isEqualTo("23505");
            for (String wrong : new String[] {
                LINE.formatted(4, "NULL", "NULL", "regular"),
                LINE.formatted(4, "s.id", "NULL", "one_off"),
                LINE.formatted(4, "NULL", "s.id", "one_off")
            }) {
                assertThat(acme.stateOf(wrong)).as(wrong).isEqualTo("23514");
            }
        }
    }
}
