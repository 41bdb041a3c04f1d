package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the database itself holds of legal entities, against the role that bills. */
class LegalEntityRoleIT {

    private static final String CHECK = "23514";
    private static final String FOREIGN_KEY = "23503";
    private static final String UNIQUE = "23505";

    private static final String ENTITY =
            "INSERT INTO legal_entities (id, code, number_prefix, seller, created_at) VALUES (gen_random_uuid(), %s, now())";

    private static final String GOOD = ENTITY.formatted("'de', 'ND', '{\"legal_name\": \"Nordwind GmbH\"}'");

    private static final String SERIES =
            "INSERT INTO number_series (code, prefix, legal_entity) VALUES ('inv:de', 'ND', 'de'), ('cn:de', 'ND-CN', 'de')";

    private static final String INVOICE = """
            INSERT INTO invoices (id, series, sequence, number, customer_id, customer, currency, time_zone, period_start, period_end,
                issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status, legal_entity, ordinal)
            SELECT gen_random_uuid(), v.series, 2, v.series || '-2', customer_id, customer, currency, time_zone, period_start, period_end,
                issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, 'finalized', v.entity, v.ordinal
            FROM invoices, (SELECT %s) AS v (series, entity, ordinal) WHERE number = 'ACME-1'""";

    private static final String CREDIT_NOTE = """
            INSERT INTO credit_notes (id, series, sequence, number, invoice_id, customer_id, currency, issued_on, reason, subtotal_minor,
                tax_minor, total_minor, refund_minor, created_at, legal_entity)
            SELECT gen_random_uuid(), v.series, 1, v.series || '-1', id, customer_id, currency, issued_on, 'r', 10, 2, 12, 0, now(), v.entity
            FROM invoices, (SELECT %s) AS v (series, entity) WHERE number = 'ACME-1'""";

    @Test
    void oneHasANameAndPlainNumbersAndWhatTheUnionsVatNeeds() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            for (String wrong : List.of(
                    "'a b', 'ND', '{\"legal_name\": \"N\"}'",
                    "'inv:de', 'ND', '{\"legal_name\": \"N\"}'",
                    "'de', 'nd', '{\"legal_name\": \"N\"}'",
                    "'de', 'ND-', '{\"legal_name\": \"N\"}'",
                    "'de', 'ND-CN', '{\"legal_name\": \"N\"}'",
                    "'de', 'ND', '{}'",
                    "'de', 'ND', '{\"legal_name\": null}'",
                    "'de', 'ND', '[]'",
                    "'de', 'ND', '{\"legal_name\": \"N\", \"eu_vat\": true, \"country\": \"DE\"}'",
                    "'de', 'ND', '{\"legal_name\": \"N\", \"eu_vat\": true, \"vat_id\": \"DE136695976\"}'")) {
                assertThat(acme.stateOf(ENTITY.formatted(wrong))).as(wrong).isEqualTo(CHECK);
            }
            acme.run(GOOD);
            assertThat(acme.stateOf(GOOD)).as("a code twice").isEqualTo(UNIQUE);
            assertThat(acme.stateOf(GOOD.replace("'de'", "'fr'")))
                    .as("a prefix twice")
                    .isEqualTo(UNIQUE);
            for (String never : List.of("code = 'fr'", "number_prefix = 'FR'", "external_id = 'x'")) {
                acme.assertRefused("UPDATE legal_entities SET " + never);
            }
            acme.assertRefused("DELETE FROM legal_entities");
        }
    }

    @Test
    void customersNameOneThatIsNotArchivedAndOneThatTheyNameIsNotArchived() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            String named = "UPDATE customers SET legal_entity = 'de'";
            assertThat(acme.stateOf(named)).isEqualTo(FOREIGN_KEY);
            acme.run(GOOD);
            acme.run(named);
            String archived = "UPDATE legal_entities SET archived_at = now()";
            assertThat(acme.stateOf(archived)).isEqualTo(FOREIGN_KEY);
            acme.run("UPDATE customers SET legal_entity = NULL");
            acme.run(archived);
            assertThat(acme.stateOf(named)).isEqualTo(FOREIGN_KEY);
        }
    }

    @Test
    void noDocumentIsNumberedByAnothersSeries() throws SQLException {
        try (TwoTenants tenants = TwoTenants.make();
                Connection app = tenants.database().app();
                Session acme = Session.of(app, ACME_SCHEMA)) {
            acme.run(TenantRoleIT.BOOKS);
            acme.run(GOOD);
            assertThat(acme.stateOf(SERIES.replace(", 'de')", ", 'fr')"))).isEqualTo(CHECK);
            assertThat(acme.stateOf(SERIES.replace(", 'de')", ", NULL)"))).isEqualTo(CHECK);
            assertThat(acme.stateOf(SERIES.replace("'inv:de'", "'other'"))).isEqualTo(CHECK);
            acme.run(SERIES);
            for (String wrong : List.of(
                    "'invoice', 'de', 2", "'inv:de', NULL, 2", "'cn:de', 'de', 2", "'inv:de', 'de', NULL::int")) {
                assertThat(acme.stateOf(INVOICE.formatted(wrong))).as(wrong).isEqualTo(CHECK);
            }
            assertThat(acme.stateOf(INVOICE.formatted("'inv:de', 'de', 1")))
                    .as("before its own number")
                    .isEqualTo(CHECK);
            acme.run(INVOICE.formatted("'inv:de', 'de', 2"));
            assertThat(acme.stateOf(INVOICE.formatted("'invoice', NULL, 2")))
                    .as("a place among all that another has")
                    .isEqualTo(UNIQUE);
            acme.assertRefused("UPDATE invoices SET legal_entity = NULL");
            acme.assertRefused("UPDATE invoices SET ordinal = 3");
            acme.assertRefused("UPDATE number_series SET legal_entity = NULL");
            for (String wrong : List.of("'invoice', 'de'", "'cn:de', NULL", "'inv:de', 'de'")) {
                assertThat(acme.stateOf(CREDIT_NOTE.formatted(wrong))).as(wrong).isEqualTo(CHECK);
            }
            acme.run(CREDIT_NOTE.formatted("'cn:de', 'de'"));
        }
    }
}
