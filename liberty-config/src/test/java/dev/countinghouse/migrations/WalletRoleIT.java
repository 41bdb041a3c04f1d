package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database itself holds of wallets, against the role that bills. */
class WalletRoleIT {

    private static final String WALLET = """
            INSERT INTO wallets (id, customer_id, currency, name, priority, credit_rate, created_at)
                SELECT gen_random_uuid(), id, 'EUR', 'w', 1, 1, now() FROM customers;
            INSERT INTO wallet_top_ups (id, wallet_id, kind, credits, amount_minor, left_minor, made_at, usable_at)
                SELECT gen_random_uuid(), id, 'granted', 1, 100, 100, now(), now() FROM wallets;
            INSERT INTO wallet_transactions (id, top_up_id, kind, amount_minor, made_at)
                SELECT gen_random_uuid(), id, 'top_up', 100, now() FROM wallet_top_ups""";

    private static final String USE =
            "INSERT INTO wallet_transactions (id, top_up_id, kind, amount_minor, invoice_id, made_at)"
                    + " SELECT gen_random_uuid(), t.id, '%s', %s, %s, now() FROM wallet_top_ups t, invoices i";

    private static final String RULE = """
            INSERT INTO wallet_top_up_rules (id, wallet_id, method, kind, credits, created_at, trigger, amount_minor, threshold_minor,
                threshold_credits, every, starts_on, next_on, next_at)
            SELECT gen_random_uuid(), w.id, 'fixed', 'granted', 1, now(), v.trigger, v.amount, CAST(v.least AS bigint), CAST(v.least AS bigint) / 100.0, v.every, CAST(v.starts AS date),
                CAST(v.day AS date), CAST(v.at AS timestamptz)
            FROM wallets w, (SELECT %s) AS v (trigger, amount, least, every, starts, day, at)""";

    private static final String BY_RULE = """
            INSERT INTO wallet_top_ups (id, wallet_id, kind, credits, amount_minor, left_minor, made_at, usable_at, rule_id, due_on)
                SELECT gen_random_uuid(), wallet_id, 'granted', 1, 100, 100, now(), now(), id, next_on FROM wallet_top_up_rules""";

    @Test
    void aTopUpPaysNoMoreThanWasPutInAndItsTransactionsStay() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            acme.run(WALLET);
            for (String wrong : List.of("left_minor = -1", "left_minor = 101", "usable_at = NULL")) {
                assertThat(acme.stateOf("UPDATE wallet_top_ups SET " + wrong))
                        .as(wrong)
                        .isEqualTo("23514");
            }
            for (String wrong :
                    List.of("amount_minor = 200", "expires_at = now()", "credits = 2", "invoice_id = NULL")) {
                acme.assertRefused("UPDATE wallet_top_ups SET " + wrong);
            }
            acme.assertRefused("DELETE FROM wallet_top_ups");
            acme.assertRefused("UPDATE wallets SET credit_rate = 2");
            acme.assertRefused("DELETE FROM wallets");
            acme.assertRefused("UPDATE wallet_transactions SET amount_minor = 1");
            acme.assertRefused("DELETE FROM wallet_transactions");
            for (String[] wrong : new String[][] {
                {"use", "1", "i.id"},
                {"use", "-1", "NULL"},
                {"return", "-1", "i.id"},
                {"expiry", "-1", "i.id"},
                {"top_up", "0", "NULL"}
            }) {
                assertThat(acme.stateOf(USE.formatted((Object[]) wrong)))
                        .as(String.join(" ", wrong))
                        .isEqualTo("23514");
            }
            acme.run(USE.formatted("use", "-1", "i.id"));
            assertThat(acme.stateOf(USE.formatted("use", "-1", "i.id")))
                    .as("an invoice uses a top-up once")
                    .isEqualTo("23505");
        }
    }

    @Test
    void whatWalletsPaidOfAnInvoiceIsNotChanged() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            acme.assertRefused("UPDATE invoices SET wallet_minor = 1");
        }
    }

    @Test
    void aRuleTopsUpEnoughIsOneOfItsTriggerAndSaysTheSameUntilItEnds() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            acme.run(WALLET);
            for (String wrong : List.of(
                    "'threshold', 100, 101, NULL, NULL, NULL, NULL", // it would be too little
                    "'threshold', 100, NULL, NULL, NULL, NULL, NULL",
                    "'threshold', 100, 50, 'month', current_date, current_date, now()",
                    "'interval', 100, NULL, 'month', current_date, NULL, NULL",
                    "'interval', 100, NULL, 'day', current_date, current_date, now()",
                    "'interval', 0, NULL, 'month', current_date, current_date, now()")) {
                assertThat(acme.stateOf(RULE.formatted(wrong))).as(wrong).isEqualTo("23514");
            }
            String right = RULE.formatted("'interval', 100, NULL, 'month', current_date, current_date, now()");
            acme.run(right);
            assertThat(acme.stateOf(right)).as("one of a trigger").isEqualTo("23505");
            acme.run(BY_RULE);
            assertThat(acme.stateOf(BY_RULE)).as("a day once").isEqualTo("23505");
            for (String wrong :
                    List.of("credits = 2", "wallet_id = wallet_id", "trigger = 'threshold'", "every = 'week'")) {
                acme.assertRefused("UPDATE wallet_top_up_rules SET " + wrong);
            }
            assertThat(acme.stateOf("UPDATE wallet_top_up_rules SET failure = 'r'"))
                    .isEqualTo("23514");
            acme.assertRefused("DELETE FROM wallet_top_up_rules");
            acme.run("UPDATE wallet_top_up_rules SET ended_at = now()");
            acme.run(right);
        }
    }
}
