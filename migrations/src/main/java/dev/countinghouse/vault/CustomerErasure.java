package dev.countinghouse.vault;

import dev.countinghouse.vault.ErasureStatement.Erased;
import dev.countinghouse.vault.ErasureStatement.KeptRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes a customer's personal data out of one schema. Invoices are left as they are, byte for byte: the law keeps them, with
 * the name and the address they were sent to. Works on schemas of the version before too.
 */
final class CustomerErasure {

    private static final String NAME = "Erased customer";

    private static final String NAMELESS = "'{\"name\": \"" + NAME + "\", \"email\": null, \"external_id\": null%s}'";
    private static final String REASONLESS = "'{\"cancel_reason\": null}'";
    private static final String WALLET = "'{\"name\": \"" + NAME + "\"}'";

    private static final String CARD =
            "jsonb_build_object('gateway_customer', 'erased', 'reference', 'erased ' || %s, 'brand', NULL,"
                    + " 'last4', NULL, 'exp_month', NULL, 'exp_year', NULL)";

    private static final String LINK =
            "'{\"gateway_customer\": null, \"success_url\": \"erased\", \"cancel_url\": null,"
                    + " \"url\": null, \"message\": null}'";
    private static final String SILENT =
            "'{\"message\": null, \"gateway_customer\": null, \"method_reference\": null}'";

    private static final String REFUSAL = "'{\"message\": null}'";
    private static final String EXEMPT = "Exempt"; // whoever is so needs a reason
    private static final String PLACELESS = ", \"address\": null, \"vat_id\": null";
    private static final String UNREACHED = ", \"buyer_reference\": null, \"electronic_address\": null";

    private static final String BODIES = """
        body <> '' AND (position(convert_to(?, 'UTF8') IN body) > 0
            OR position(convert_to(?, 'UTF8') IN body) > 0 OR position(convert_to(?, 'UTF8') IN body) > 0)\
        """;

    private static final String REFERENCES = """
        customer_id = ? AND (position(lower(?) IN lower(%1$s)) > 0 OR position(lower(?) IN lower(%1$s)) > 0)\
        """;

    // What ends with the erasure goes on in the history without what was erased: a moment before it can still be
    // reached.
    private static final String KEEP = """
        INSERT INTO %s.row_history (table_name, written_by, row)
        SELECT '%s', t.xmin, to_jsonb(t) || %s FROM %s.%s t WHERE %s\
        """;

    private final Connection owner;
    private final UUID tenantId;
    private final String schema;
    private final UUID customerId;
    private final Map<String, Tables.Table> tables;
    private final boolean hasHistory;
    private final List<Erased> erased = new ArrayList<>();

    private CustomerErasure(Connection owner, UUID tenantId, String schema, UUID customerId) throws SQLException {
        this.owner = owner;
        this.tenantId = tenantId;
        this.schema = schema;
        this.customerId = customerId;
        this.tables = Tables.of(owner, schema);
        this.hasHistory = Replay.isKept(owner, schema);
    }

    /** The customer's data before; what is searched for elsewhere. */
    private record Person(String name, String email, String externalId) {}

    /** Erases; empty when the schema, which is this tenant's, has no such customer. What was erased before counts no row again. */
    static Optional<List<Erased>> erase(Connection owner, UUID tenantId, String schema, UUID customerId)
            throws SQLException {
        CustomerErasure erasure = new CustomerErasure(owner, tenantId, schema, customerId);
        Optional<Person> person = erasure.person();
        if (person.isEmpty()) {
            return Optional.empty();
        }
        erasure.erase(person.get());
        return Optional.of(erasure.erased);
    }

    /** Repeats what was erased of one tenant, in books that come from before; the schema is the other tenant's, or his own. */
    static void repeatAll(Connection owner, UUID erasedOf, UUID tenantId, String schema) throws SQLException {
        List<UUID> customers = Sql.list(
                owner,
                row -> row.getObject(1, UUID.class),
                "SELECT subject_id FROM public.erasures WHERE tenant_id = ? AND subject = 'customer'",
                erasedOf);
        for (UUID customer : customers) {
            erase(owner, tenantId, schema, customer);
        }
    }

    /** What stays of a customer, and why. */
    static List<KeptRecord> kept(Connection owner, String schema, UUID customerId) throws SQLException {
        List<KeptRecord> kept = new ArrayList<>();
        Map<String, Tables.Table> there = Tables.of(owner, schema);
        for (String table : List.of("invoices", "credit_notes", "payments", "transfers", "usage_events")) {
            Tables.Table found = there.get(table);
            if (found == null) { // of the version before
                continue;
            }
            String whose = found.columns().contains("child_customer_id")
                    ? "(customer_id, child_customer_id)" // those that his parent pays name him, too
                    : "(customer_id)";
            long rows = Sql.find(
                            owner,
                            row -> row.getLong(1),
                            "SELECT count(*) FROM " + schema + "." + table + " WHERE ? IN " + whose,
                            customerId)
                    .orElse(0L);
            String why = table.equals("usage_events")
                    ? "quantities that invoices are computed from, without their properties"
                    : "fiscal records, kept for as long as the law asks";
            kept.add(new KeptRecord(schema + "." + table, rows, why));
        }
        return kept;
    }

    private Optional<Person> person() throws SQLException {
        return Sql.find(
                owner,
                row -> {
                    String email = row.getString("email");
                    String externalId = row.getString("external_id");
                    return new Person(
                            Sql.text(row, "name"), email == null ? "" : email, externalId == null ? "" : externalId);
                },
                "SELECT name, email, external_id FROM " + schema + ".customers WHERE id = ? FOR UPDATE",
                customerId);
    }

    private void erase(Person person) throws SQLException {
        boolean marked = has("customers", "erased_at");
        boolean placed = has("customers", "address");
        boolean reasoned = has("customers", "tax_exempt_reason");
        boolean reached = has("customers", "electronic_address");
        String theirs = " (SELECT CAST(? AS uuid) UNION ALL " + resources() + ")";
        scrubHistory(theirs);
        change(
                "customers",
                "name = '" + NAME + "', email = NULL, external_id = NULL, version = version + 1"
                        + (placed ? ", address = NULL, vat_id = NULL" : "")
                        + (reasoned ? ", tax_exempt_reason = CASE WHEN tax_exempt THEN '" + EXEMPT + "' END" : "")
                        + (reached ? ", buyer_reference = NULL, electronic_address = NULL" : "")
                        + (marked ? ", erased_at = coalesce(erased_at, now())" : ""),
                nameless(),
                "id = ? AND (name <> '" + NAME + "' OR email IS NOT NULL OR external_id IS NOT NULL"
                        + (placed ? " OR address IS NOT NULL OR vat_id IS NOT NULL" : "")
                        + (reasoned ? " OR tax_exempt_reason <> '" + EXEMPT + "'" : "")
                        + (reached ? " OR buyer_reference IS NOT NULL OR electronic_address IS NOT NULL" : "")
                        + (marked ? " OR erased_at IS NULL)" : ")"),
                customerId);
        count(
                "custom_data",
                Sql.update(
                        owner,
                        "DELETE FROM " + schema + ".custom_data WHERE resource_id IN" + theirs,
                        withResources()));
        change(
                "outbox",
                "payload = '{\"erased\": true}'",
                "'{\"payload\": {\"erased\": true}}'",
                "subject_id = ? AND NOT jsonb_exists(payload, 'erased')",
                customerId);
        cancelReasons();
        wallets();
        paymentMethods();
        CustomerMails.erase(owner, tenantId, schema, customerId, hasHistory).ifPresent(erased::add);
        usage(person);
        searched(person);
    }

    /** What the history keeps of the customer's row, as jsonb. */
    private String nameless() {
        return NAMELESS.formatted((has("customers", "address") ? PLACELESS : "")
                + (has("customers", "electronic_address") ? UNREACHED : "")
                + (has("customers", "tax_exempt_reason") ? ", \"tax_exempt_reason\": \"" + EXEMPT + "\"" : ""));
    }

    /** Why subscriptions ended, in somebody's own words; also as the history has it. */
    private void cancelReasons() throws SQLException {
        if (!has("subscriptions", "cancel_reason")) {
            return;
        }
        change(
                "subscriptions",
                "cancel_reason = NULL, version = version + 1",
                REASONLESS,
                "customer_id = ? AND cancel_reason IS NOT NULL",
                customerId);
        if (hasHistory) {
            Sql.update(
                    owner,
                    "UPDATE " + schema + ".row_history SET row = row || " + REASONLESS
                            + " WHERE table_name = 'subscriptions' AND row ->> 'customer_id' = CAST(CAST(? AS uuid) AS text)",
                    customerId);
        }
    }

    /** What his wallets are called, in somebody's own words; also as the history has it. */
    private void wallets() throws SQLException {
        if (!has("wallets", "name")) {
            return;
        }
        change(
                "wallets",
                "name = '" + NAME + "', version = version + 1",
                WALLET,
                "customer_id = ? AND name <> '" + NAME + "'",
                customerId);
        if (hasHistory) {
            Sql.update(
                    owner,
                    "UPDATE " + schema + ".row_history SET row = row || " + WALLET
                            + " WHERE table_name = 'wallets' AND row ->> 'customer_id' = CAST(CAST(? AS uuid) AS text)",
                    customerId);
        }
    }

    /**
     * By what he could be charged, and what the gateway said of it; also as the history has it. What the gateway holds stays there. An
     * attempt that is not over keeps whom it asks the gateway to charge until it is: else nobody could find out what became of it.
     */
    private void paymentMethods() throws SQLException {
        if (!has("payment_methods", "last4")) {
            return;
        }
        change(
                "payment_methods",
                "gateway_customer = 'erased', reference = 'erased ' || id, brand = NULL, last4 = NULL, exp_month = NULL,"
                        + " exp_year = NULL, is_default = false, detached_at = coalesce(detached_at, now()), version = version + 1",
                CARD.formatted("t.id"),
                "customer_id = ? AND gateway_customer <> 'erased'",
                customerId);
        change(
                "payment_attempts",
                "message = NULL, version = version + 1",
                SILENT,
                "customer_id = ? AND message IS NOT NULL",
                customerId);
        refundsAndLinks();
        if (hasHistory) {
            String theirs = " WHERE table_name = '%s' AND row ->> 'customer_id' = CAST(CAST(? AS uuid) AS text)";
            String history = "UPDATE " + schema + ".row_history SET row = row || ";
            Sql.update(
                    owner,
                    history + CARD.formatted("(row ->> 'id')") + theirs.formatted("payment_methods"),
                    customerId);
            Sql.update(owner, history + SILENT + theirs.formatted("payment_attempts"), customerId);
            Sql.update(owner, history + REFUSAL + theirs.formatted("refunds"), customerId);
            Sql.update(owner, history + LINK + theirs.formatted("payment_links"), customerId);
        }
    }

    /** Where he was sent to pay, and what the gateway said. */
    private void refundsAndLinks() throws SQLException {
        if (!has("payment_links", "success_url")) {
            return;
        }
        change(
                "refunds",
                "message = NULL, version = version + 1",
                REFUSAL,
                "customer_id = ? AND message IS NOT NULL",
                customerId);
        change(
                "payment_links",
                "gateway_customer = NULL, success_url = 'erased', cancel_url = NULL, url = NULL, message = NULL, version = version + 1",
                LINK,
                "customer_id = ? AND success_url <> 'erased'",
                customerId);
    }

    /** What was used stays, without what else the events told. */
    private void usage(Person person) throws SQLException {
        change(
                "usage_events",
                "properties = '{}'",
                "'{\"properties\": {}}'",
                "customer_id = ? AND properties <> '{}'",
                customerId);
        if (has("usage_amendments", "properties")) {
            change(
                    "usage_amendments",
                    "properties = '{}'",
                    "'{\"properties\": {}}'",
                    "customer_id = ? AND properties <> '{}'",
                    customerId);
        }
        refusedUsage(person);
    }

    /** Usage that was refused under one of the customer's names; nothing is computed from it. */
    private void refusedUsage(Person person) throws SQLException {
        if (!has("usage_errors", "event")) {
            return;
        }
        String theirs = "(%1$s ->> 'customer_id' = CAST(? AS text) OR %1$s ->> 'external_customer_id' = nullif(?, '')"
                + " OR %1$s ->> 'subscription_id' IN (SELECT CAST(id AS text) FROM " + schema
                + ".subscriptions WHERE customer_id = ?))";
        Object[] names = {customerId.toString(), person.externalId(), customerId};
        count(
                "usage_errors",
                Sql.update(owner, "DELETE FROM " + schema + ".usage_errors WHERE " + theirs.formatted("event"), names));
        Sql.update(
                owner,
                "DELETE FROM " + schema + ".row_history WHERE table_name = 'usage_errors' AND "
                        + theirs.formatted("(row -> 'event')"),
                names);
    }

    /** Where a client's text may repeat who the customer is. */
    private void searched(Person person) throws SQLException {
        String id = customerId.toString();
        String name = person.name().equals(NAME) ? id : person.name();
        String email = person.email().isEmpty() ? id : person.email();
        change("idempotency_keys", "body = ''", "'{\"body\": \"\\\\x\"}'", BODIES, id, name, email);
        reference("payments", "reference", name, email);
        if (has("credit_notes", "refund_reference")) {
            reference("credit_notes", "refund_reference", name, email);
        }
    }

    private void reference(String table, String column, String name, String email) throws SQLException {
        change(
                table,
                column + " = 'erased ' || id",
                "jsonb_build_object('" + column + "', 'erased ' || t.id)",
                REFERENCES.formatted(column),
                customerId,
                name,
                email);
    }

    /** What the customer and his resources were before. */
    private void scrubHistory(String theirs) throws SQLException {
        if (hasHistory) {
            Sql.update(
                    owner,
                    "UPDATE " + schema + ".row_history SET row = row || " + nameless()
                            + " WHERE table_name = 'customers' AND row ->> 'id' = CAST(CAST(? AS uuid) AS text)",
                    customerId);
            Sql.update(
                    owner,
                    "DELETE FROM " + schema + ".row_history WHERE table_name = 'custom_data'"
                            + " AND CAST(row ->> 'resource_id' AS uuid) IN" + theirs,
                    withResources());
        }
    }

    /** The ids of what belongs to the customer and can have metadata or events. */
    private String resources() {
        return owned().stream()
                .map(table -> "SELECT id FROM " + schema + "." + Sql.name(table) + " WHERE customer_id = ?")
                .collect(Collectors.joining(" UNION ALL "));
    }

    private List<String> owned() {
        return tables.values().stream()
                .filter(table ->
                        table.columns().contains("id") && table.columns().contains("customer_id"))
                .map(Tables.Table::name)
                .filter(name -> !name.equals("usage_events")) // as many as there are, and none has either
                .toList();
    }

    private Object[] withResources() {
        return java.util.Collections.nCopies(owned().size() + 1, customerId).toArray();
    }

    private boolean has(String table, String column) {
        Tables.Table found = tables.get(table);
        return found != null && found.columns().contains(column);
    }

    /** @param kept what the changed columns are in the history, as jsonb */
    private void change(String table, String set, String kept, String where, @Nullable Object... values)
            throws SQLException {
        if (hasHistory) {
            Sql.update(owner, KEEP.formatted(schema, table, kept, schema, table, where), values);
        }
        count(table, Sql.update(owner, "UPDATE %s.%s SET %s WHERE %s".formatted(schema, table, set, where), values));
    }

    private void count(String table, long rows) {
        erased.add(new Erased(schema + "." + table, rows, ""));
    }
}
