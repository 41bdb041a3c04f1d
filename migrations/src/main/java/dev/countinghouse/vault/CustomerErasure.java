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

    private static final String BODIES = """
        UPDATE %s.idempotency_keys SET body = '' WHERE body <> '' AND (position(convert_to(?, 'UTF8') IN body) > 0
            OR position(convert_to(?, 'UTF8') IN body) > 0 OR position(convert_to(?, 'UTF8') IN body) > 0)\
        """;

    private static final String REFERENCES = """
        UPDATE %s.payments SET reference = 'erased ' || id WHERE customer_id = ?
            AND (position(lower(?) IN lower(reference)) > 0 OR position(lower(?) IN lower(reference)) > 0)\
        """;

    private final Connection owner;
    private final String schema;
    private final UUID customerId;
    private final Map<String, Tables.Table> tables;
    private final List<Erased> erased = new ArrayList<>();

    private CustomerErasure(Connection owner, String schema, UUID customerId) throws SQLException {
        this.owner = owner;
        this.schema = schema;
        this.customerId = customerId;
        this.tables = Tables.of(owner, schema);
    }

    /** The customer's data before; what is searched for elsewhere. */
    private record Person(String name, String email) {}

    /**
     * Erases; empty when the schema has no such customer. What was erased before counts no row again.
     */
    static Optional<List<Erased>> erase(Connection owner, String schema, UUID customerId) throws SQLException {
        CustomerErasure erasure = new CustomerErasure(owner, schema, customerId);
        Optional<Person> person = erasure.person();
        if (person.isEmpty()) {
            return Optional.empty();
        }
        erasure.erase(person.get());
        return Optional.of(erasure.erased);
    }

    /** Repeats what was erased of a tenant, in books that come from before. */
    static void repeatAll(Connection owner, UUID tenantId, String schema) throws SQLException {
        List<UUID> customers = Sql.list(
                owner,
                row -> row.getObject(1, UUID.class),
                "SELECT subject_id FROM public.erasures WHERE tenant_id = ? AND subject = 'customer'",
                tenantId);
        for (UUID customer : customers) {
            erase(owner, schema, customer);
        }
    }

    /** What stays of a customer, and why. */
    static List<KeptRecord> kept(Connection owner, String schema, UUID customerId) throws SQLException {
        List<KeptRecord> kept = new ArrayList<>();
        for (String table : List.of("invoices", "payments", "usage_events")) {
            long rows = Sql.find(
                            owner,
                            row -> row.getLong(1),
                            "SELECT count(*) FROM " + schema + "." + table + " WHERE customer_id = ?",
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
                    return new Person(Sql.text(row, "name"), email == null ? "" : email);
                },
                "SELECT name, email FROM " + schema + ".customers WHERE id = ? FOR UPDATE",
                customerId);
    }

    private void erase(Person person) throws SQLException {
        boolean marked = has("customers", "erased_at");
        change(
                "customers",
                "UPDATE %s.customers SET name = '" + NAME + "', email = NULL, external_id = NULL, version = version + 1"
                        + (marked ? ", erased_at = coalesce(erased_at, now())" : "")
                        + " WHERE id = ? AND (name <> '" + NAME + "' OR email IS NOT NULL OR external_id IS NOT NULL)",
                customerId);
        String theirs = " (SELECT CAST(? AS uuid) UNION ALL " + resources() + ")";
        change("custom_data", "DELETE FROM %s.custom_data WHERE resource_id IN" + theirs, withResources());
        change(
                "outbox",
                "UPDATE %s.outbox SET payload = '{\"erased\": true}' WHERE subject_id = ? AND NOT"
                        + " jsonb_exists(payload, 'erased')",
                customerId);
        if (has("outbox", "images")) {
            change(
                    "outbox",
                    "UPDATE %s.outbox SET images = images - 'customers' - 'custom_data' WHERE (jsonb_exists(images,"
                            + " 'customers') OR jsonb_exists(images, 'custom_data')) AND subject_id IN"
                            + theirs,
                    withResources());
        }
        change(
                "usage_events",
                "UPDATE %s.usage_events SET properties = '{}' WHERE customer_id = ? AND properties <> '{}'",
                customerId);
        searched(person);
    }

    /** Where a client's text may repeat who the customer is. */
    private void searched(Person person) throws SQLException {
        String id = customerId.toString();
        String name = person.name().equals(NAME) ? id : person.name();
        String email = person.email().isEmpty() ? id : person.email();
        change("idempotency_keys", BODIES, id, name, email);
        change("payments", REFERENCES, customerId, name, email);
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

    private void change(String table, String sql, @Nullable Object... values) throws SQLException {
        erased.add(new Erased(schema + "." + table, Sql.update(owner, sql.replace("%s", schema), values), ""));
    }
}
