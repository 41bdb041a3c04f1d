package dev.countinghouse.bench;

import dev.countinghouse.identity.Member;
import dev.countinghouse.identity.Role;
import dev.countinghouse.identity.TokenMint;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Users, invoices and a metric for the tenants of the API benchmark, by the owner's login. */
final class ApiBooks {

    static final String METRIC = "bench-calls";
    static final String CUSTOMER = "c-1";

    private static final int LINES = 4;

    private final Connection owner;

    ApiBooks(Connection owner) {
        this.owner = owner;
    }

    /**
     * A user who can send requests.
     *
     * @param invoices of his tenant
     */
    record User(String token, List<UUID> invoices) {}

    /** Writes invoices with four lines each, a metric, and users with a token each. */
    List<User> open(BenchTenant tenant, int users, int invoices, TokenMint mint) throws SQLException {
        owner.setAutoCommit(false);
        List<UUID> ids = new ArrayList<>();
        try (Statement statement = owner.createStatement()) {
            statement.execute("SET LOCAL search_path = " + tenant.schema());
            statement.execute("""
                INSERT INTO number_series (code, prefix) VALUES ('bench', 'BENCH-');
                INSERT INTO billable_metrics (id, code, name, aggregation, created_at) VALUES (gen_random_uuid(), '%s', 'Calls', 'count', now());
                INSERT INTO customers (id, external_id, name, email, country, time_zone, currency, created_at)
                SELECT ('01980000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'c-' || i, 'Customer ' || i, 'books@bench.example',
                    'DE', 'Europe/Berlin', 'EUR', now() FROM generate_series(1, 100) i""".formatted(METRIC));
            insertInvoices(statement, invoices);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM invoices ORDER BY id")) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        List<User> made = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            made.add(new User(token(tenant, mint), ids));
        }
        owner.commit();
        return made;
    }

    private static void insertInvoices(Statement statement, int invoices) throws SQLException {
        statement.execute("""
            INSERT INTO invoices (id, series, sequence, number, customer_id, customer, currency, time_zone, period_start,
                period_end, issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status)
            SELECT ('01980001-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'bench', i, 'BENCH-' || i,
                ('01980000-0000-7000-8000-' || lpad(to_hex(1 + i %% 100), 12, '0'))::uuid,
                '{"external_id": "c", "name": "Customer", "email": null, "country": "DE"}', 'EUR', 'Europe/Berlin',
                '2026-01-01', '2026-02-01', '2026-02-01', '2026-02-15', 4000, 760, 4760,
                '[]', '2026-02-01T00:00:00Z', 'finalized' FROM generate_series(1, %d) i""".formatted(invoices));
        statement.execute("""
            INSERT INTO invoice_lines (id, invoice_id, position, description, purpose, bucket, sequence, period, period_start,
                period_end, quantity, unit_amount, precise_amount, amount_minor, tax_percent, tax_minor, calculation)
            SELECT gen_random_uuid(), i.id, p, 'Calls, tier ' || p, 'one_off', '', p,
                tstzrange('2026-01-01', '2026-02-01'), '2026-01-01', '2026-02-01', 1000, 0.01, 10, 1000, 19, 190, '{}'
            FROM invoices i, generate_series(1, %d) p""".formatted(LINES));
    }

    private String token(BenchTenant tenant, TokenMint mint) throws SQLException {
        UUID id = Ids.next();
        Member member = new Member(id, id + "@bench.example", "Somebody", Role.MANAGER.code());
        execute(
                "INSERT INTO public.users (id, email, name, password_hash) VALUES (?, ?, ?, '-')",
                id,
                member.email(),
                member.name());
        execute("INSERT INTO public.memberships (tenant_id, user_id, role) VALUES (?, ?, 'manager')", tenant.id(), id);
        return mint.mint(member, new Tenant(tenant.id(), tenant.slug(), tenant.schema(), "", false));
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
