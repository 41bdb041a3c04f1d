package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database itself holds of credit balances, against the role that bills. */
class CreditBalanceRoleIT {

    @Test
    void aCreditBalanceNeverFallsBelowZeroNorGoesMoreBackToItThanWasSettled() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            acme.run("INSERT INTO credit_balances SELECT id, 'EUR', 30 FROM customers");
            assertThat(acme.stateOf("UPDATE credit_balances SET amount_minor = amount_minor - 31"))
                    .isEqualTo("23514");
            acme.assertRefused("UPDATE credit_balances SET currency = 'USD'");
            acme.assertRefused("DELETE FROM credit_balances");
            acme.run("UPDATE invoices SET paid_minor = 50, status = 'partially_paid'");
            for (String wrong : List.of(
                    "returned_minor = -1",
                    "returned_minor = 51",
                    "refunded_minor = 10, returned_minor = 41, credited_minor = 120")) {
                assertThat(acme.stateOf("UPDATE invoices SET " + wrong))
                        .as(wrong)
                        .isEqualTo("23514");
            }
            acme.run(
                    "UPDATE invoices SET credited_minor = 120, returned_minor = 40, refunded_minor = 10, status = 'paid'");
        }
    }
}
