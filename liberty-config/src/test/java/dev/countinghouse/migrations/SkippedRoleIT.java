package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database itself holds of invoices that are not issued, and of who pays, against the role that bills. */
class SkippedRoleIT {

    private static final String CHECK = "23514";
    private static final String FOREIGN_KEY = "23503";

    private static final String SUBSCRIBED = """
            INSERT INTO plans (id, code, name, created_at) VALUES ('00000000-0000-7000-8000-000000000103', 'basic', 'Basic', now());
            INSERT INTO customers (id, name, time_zone, currency, created_at)
                VALUES ('00000000-0000-7000-8000-000000000101', 'Client', 'UTC', 'EUR', now());
            INSERT INTO subscriptions (id, customer_id, status, currency, time_zone, started_on, created_at)
                VALUES ('00000000-0000-7000-8000-000000000105', '00000000-0000-7000-8000-000000000101', 'active', 'EUR', 'UTC',
                    '2026-01-01', now());
            INSERT INTO number_series (code, prefix) VALUES ('invoice', 'ACME-')""";

    private static final String INVOICE = """
            INSERT INTO invoices (id, customer_id, customer, currency, time_zone, period_start, period_end, issued_on, due_on,
                subtotal_minor, tax_minor, total_minor, taxes, finalized_at, subscription_id, status, series, sequence, number, ordinal)
            SELECT gen_random_uuid(), '00000000-0000-7000-8000-000000000101', '{}', 'EUR', 'UTC', '2026-01-01', '2026-02-01', '2026-02-01',
                '2026-02-15', v.net, v.tax, v.net + v.tax, '[]', now(), CAST(v.subscription AS uuid), v.status, v.series, v.sequence, v.number, v.ordinal
            FROM (SELECT %s) AS v (net, tax, subscription, status, series, sequence, number, ordinal)""";

    private static final String NOTHING = "0, 0, '00000000-0000-7000-8000-000000000105', 'skipped', CAST(NULL AS text),"
            + " CAST(NULL AS bigint), CAST(NULL AS text), 1";

    private static final String CUSTOMER = """
            INSERT INTO customers (id, name, time_zone, currency, created_at, parent_customer_id)
            SELECT CAST('00000000-0000-7000-8000-00000000020' || v.id AS uuid), 'C', 'UTC', v.currency, now(),
                CAST('00000000-0000-7000-8000-00000000020' || v.parent AS uuid) FROM (SELECT %s) AS v (id, currency, parent)""";

    @Test
    void onlyAnInvoiceOfNothingOfASubscriptionHasNoNumber() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            for (String statement : SUBSCRIBED.split(";")) {
                acme.run(statement);
            }
            for (String wrong : List.of(
                    NOTHING.replace("0, 0,", "10, -10,"),
                    NOTHING.replace("0, 0,", "10, 0,"),
                    NOTHING.replace("'00000000-0000-7000-8000-000000000105'", "CAST(NULL AS text)"),
                    NOTHING.replace("'skipped'", "'finalized'"),
                    NOTHING.replace("'skipped'", "'paid'"),
                    NOTHING.replace("CAST(NULL AS text), 1", "'ACME-1', 1"),
                    NOTHING.replace(", 1", ", CAST(NULL AS bigint)"))) {
                assertThat(acme.stateOf(INVOICE.formatted(wrong))).as(wrong).isEqualTo(CHECK);
            }
            assertThat(acme.run(INVOICE.formatted(NOTHING))).isEqualTo(1);
            for (String end : List.of("paid", "finalized", "void")) {
                assertThat(acme.stateOf("UPDATE invoices SET status = '" + end + "'"))
                        .as(end)
                        .isEqualTo(CHECK);
            }
            acme.assertRefused("UPDATE invoices SET number = 'ACME-1'");
            acme.assertRefused("UPDATE invoices SET child_customer_id = NULL");
        }
    }

    @Test
    void aParentIsInHisChildsCurrencyAndHasNoParentHimself() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(CUSTOMER.formatted("'1', 'EUR', CAST(NULL AS text)"));
            acme.run(CUSTOMER.formatted("'2', 'EUR', '1'"));
            acme.run(CUSTOMER.formatted("'3', 'EUR', CAST(NULL AS text)"));
            for (String wrong : List.of("'4', 'JPY', '1'", "'4', 'EUR', '2'", "'4', 'EUR', '4'", "'4', 'EUR', '9'")) {
                assertThat(acme.stateOf(CUSTOMER.formatted(wrong))).as(wrong).isEqualTo(FOREIGN_KEY);
            }
            String child = "UPDATE customers SET parent_customer_id = '00000000-0000-7000-8000-000000000203'"
                    + " WHERE id = '00000000-0000-7000-8000-00000000020%s'";
            assertThat(acme.stateOf(child.formatted(1))).as("who has children").isEqualTo(FOREIGN_KEY);
            assertThat(acme.stateOf(child.formatted(3))).as("himself").isEqualTo(FOREIGN_KEY);
            assertThat(acme.stateOf(
                            "UPDATE customers SET currency = 'JPY' WHERE id = '00000000-0000-7000-8000-000000000201'"))
                    .isEqualTo(FOREIGN_KEY);
            assertThat(acme.run(child.formatted(2))).isEqualTo(1);
        }
    }
}
