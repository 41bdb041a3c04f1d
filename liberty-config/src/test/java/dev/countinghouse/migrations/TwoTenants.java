package dev.countinghouse.migrations;

import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database with the tenants Acme and Globex, each with an API key, a tier and work that is due. Ann works for both, Bob
 * for Acme, Cleo for Globex.
 */
record TwoTenants(TestDatabase database, Connection owner) implements AutoCloseable {

    static final String ACME = "00000000-0000-7000-8000-00000000000a";
    static final String GLOBEX = "00000000-0000-7000-8000-00000000000b";
    static final String CLEO = "00000000-0000-7000-8000-0000000000c1";
    static final String ACME_SCHEMA = "tenant_acme_it";
    static final String GLOBEX_SCHEMA = "tenant_globex_it";

    private static final String SHARED_ROWS = """
            INSERT INTO public.users (id, email, name, password_hash) VALUES
                ('00000000-0000-7000-8000-0000000000a1', 'ann@example.com', 'Ann', 'x'),
                ('00000000-0000-7000-8000-0000000000b1', 'bob@example.com', 'Bob', 'x'),
                ('00000000-0000-7000-8000-0000000000c1', 'cleo@example.com', 'Cleo', 'x');
            INSERT INTO public.memberships (tenant_id, user_id, role)
                SELECT t.id, u.id, 'owner' FROM public.tenants t CROSS JOIN public.users u
                WHERE u.name = 'Ann' OR (u.name, t.slug) IN (('Bob', 'acme-it'), ('Cleo', 'globex-it'));
            INSERT INTO public.subscriptions (id, tenant_id, plan_id, status)
                SELECT gen_random_uuid(), t.id, p.id, 'active' FROM public.tenants t CROSS JOIN public.plans p;
            INSERT INTO public.due_work (tenant_id, kind, due_at) SELECT id, 'invoice_generation', now() FROM public.tenants;
            INSERT INTO public.api_keys (id, tenant_id, name, key_id, prefix, secret_hash, permissions, created_by)
                SELECT gen_random_uuid(), t.id, slug, left(slug, 8), 'ch_live_', '', '{}', u.id
                FROM public.tenants t CROSS JOIN public.users u WHERE u.name = 'Ann';
            """;

    static TwoTenants make() throws SQLException {
        TestDatabase database = TestServers.freshDatabase();
        TwoTenants tenants = new TwoTenants(database, database.owner());
        tenants.owner.setAutoCommit(false);
        tenants.register(ACME, "acme-it", ACME_SCHEMA);
        tenants.register(GLOBEX, "globex-it", GLOBEX_SCHEMA);
        tenants.execute(SHARED_ROWS);
        tenants.owner.commit();
        tenants.owner.setAutoCommit(true);
        return tenants;
    }

    private void register(String id, String slug, String schema) throws SQLException {
        execute("INSERT INTO public.tenants (id, slug, name, schema_version) VALUES ('%s', '%s', '%s', '%s')"
                .formatted(id, slug, slug, TenantSchema.create(owner, schema)));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
