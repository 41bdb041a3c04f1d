package dev.countinghouse.bench;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A tenant whose subscriptions all fall due at once, on the first of this month: after one period whose beginning was billed. The
 * catalog is made by the API, the rest is written past the application. Ids of customers, subscriptions and items count up.
 */
final class BillingBooks {

    private static final int CREATED = 201;
    private static final LocalDate DUE = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    private static final LocalDate BEGAN = DUE.minusMonths(1);

    private static final String FEE = """
            {"code": "fee", "name": "Fee", "kind": "recurring", "timing": "advance", "model": "standard", "unit_amount": "29.00"}""";

    private static final String USAGE = """
            , {"code": "calls", "name": "Calls", "kind": "usage", "metric": "calls", "timing": "arrears", "model": "standard",
               "unit_amount": "0.0135"},
              {"code": "tokens", "name": "Tokens", "kind": "usage", "metric": "tokens", "timing": "arrears", "model": "standard",
               "unit_amount": "0.00021"}""";

    private static final String CUSTOMERS = """
            INSERT INTO customers (id, external_id, name, email, country, time_zone, currency, created_at)
            SELECT ('01980000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'c-' || i, 'Customer ' || i, 'billing@bench.example',
                'DE', 'UTC', 'EUR', now() FROM generate_series(1, %d) i""";

    private static final String SUBSCRIPTIONS = """
            INSERT INTO subscriptions (id, customer_id, status, currency, time_zone, started_on, billed_periods, next_billing_at, created_at)
            SELECT ('01980001-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid,
                ('01980000-0000-7000-8000-' || lpad(to_hex(1 + i %% %d), 12, '0'))::uuid,
                'active', 'EUR', 'UTC', '%s', 1, '%sT00:00:00Z', now() FROM generate_series(1, %d) i""";

    private static final String ITEMS = """
            INSERT INTO subscription_items (id, subscription_id, plan_version_id)
            SELECT ('01980002' || right(id::text, 28))::uuid, id, '%s' FROM subscriptions""";

    private static final String SPANS = """
            INSERT INTO metered_spans (subscription_id, customer_id, metric_id, span, billed_through)
            SELECT s.id, s.customer_id, m.id, tstzrange('%1$sT00:00:00Z', NULL), '%1$sT00:00:00Z'
            FROM subscriptions s CROSS JOIN billable_metrics m""";

    private static final String EVENTS = """
            INSERT INTO usage_events (id, source, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)
            SELECT gen_random_uuid(), m.code, c.external_id || '-' || i, c.id, m.id,
                '%2$sT00:00:00Z'::timestamptz + i * interval '27 days' / %1$d, CASE m.aggregation WHEN 'count' THEN 1 ELSE i %% 1000 END,
                '{"tokens": 1}' FROM customers c, billable_metrics m, generate_series(1, %1$d) i""";

    private final Cluster cluster;
    private final BenchTenant tenant;
    private final Load load;
    private final String key;

    BillingBooks(Cluster cluster, BenchTenant tenant, Load load) throws SQLException {
        this.cluster = cluster;
        this.tenant = tenant;
        this.load = load;
        try (Books keys = new Books(cluster)) {
            this.key = keys.open(tenant, 0).key();
        }
    }

    BenchTenant tenant() {
        return tenant;
    }

    String key() {
        return key;
    }

    /** Makes metrics, a tax and the plans {@code flat}, a monthly fee, and {@code metered}, with two charges for usage besides. */
    void catalog() {
        make("tax-rates", """
                {"code": "vat", "name": "VAT", "percent": "19"}""");
        make("billable-metrics", """
                {"code": "calls", "name": "Calls", "aggregation": "count"}""");
        make("billable-metrics", """
                {"code": "tokens", "name": "Tokens", "aggregation": "sum", "field_name": "tokens"}""");
        plan("flat", FEE);
        plan("metered", FEE + USAGE);
    }

    private void plan(String code, String charges) {
        make("plans", """
                {"code": "%s", "name": "Plan", "currency": "EUR", "interval": "month", "interval_count": 1, "anchor": "calendar",
                 "tax_rate": "vat", "charges": [%s]}""".formatted(code, charges));
    }

    private void make(String path, String json) {
        HttpResponse<String> answer = load.send(load.post(path, key, json), new Load.Seen());
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Subscriptions to the plan without usage. */
    void flat(int customers, int subscriptions) throws SQLException {
        subscribe("flat", customers, subscriptions, 0);
    }

    /** Customers with a subscription to the plan with usage each, and so many events of each of both metrics. */
    void metered(int subscriptions, int events) throws SQLException {
        subscribe("metered", subscriptions, subscriptions, events);
    }

    private void subscribe(String plan, int customers, int subscriptions, int events) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(CUSTOMERS.formatted(customers));
            statement.execute(SUBSCRIPTIONS.formatted(customers, BEGAN, DUE, subscriptions));
            statement.execute(ITEMS.formatted(version(statement, plan)));
            if (events > 0) {
                statement.execute(SPANS.formatted(BEGAN));
                statement.execute(EVENTS.formatted(events, BEGAN));
                statement.execute(
                        "INSERT INTO usage_touched"
                                + " SELECT DISTINCT customer_id, metric_id, date_trunc('hour', occurred_at, 'UTC') FROM usage_events");
            }
            statement.execute(
                    "UPDATE public.tenants SET net_terms_days = 90 WHERE id = '" + tenant.id() + "'"); // no reminders
            owner.commit();
        }
        vacuum();
        if (events > 0) {
            fallDue("usage_aggregation");
            await("SELECT NOT EXISTS (SELECT FROM usage_touched)");
            vacuum();
        }
    }

    private static UUID version(Statement statement, String plan) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT v.id FROM plan_versions v JOIN plans p ON p.id = v.plan_id WHERE p.code = '" + plan + "'")) {
            row.next();
            return row.getObject(1, UUID.class);
        }
    }

    private void vacuum() throws SQLException {
        try (Connection owner = owner()) {
            owner.setAutoCommit(true);
            try (Statement statement = owner.createStatement()) {
                for (String table : List.of(
                        "customers",
                        "subscriptions",
                        "subscription_items",
                        "metered_spans",
                        "usage_events",
                        "usage_metrics")) {
                    statement.execute("VACUUM (ANALYZE) " + table);
                }
            }
        }
    }

    /** From now on whatever is written into a table is not there. */
    void dropRows(String table) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "CREATE FUNCTION bench_drop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
            statement.execute("CREATE TRIGGER bench_drop BEFORE INSERT ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION bench_drop()");
            owner.commit();
        }
    }

    /** Tells the timers that there is work of a kind. */
    void fallDue(String kind) throws SQLException {
        try (Connection owner = cluster.owner().getConnection();
                PreparedStatement update = owner.prepareStatement(
                        "UPDATE public.due_work SET due_at = '-infinity' WHERE kind = ? AND tenant_id = ?")) {
            update.setString(1, kind);
            update.setObject(2, tenant.id());
            update.executeUpdate();
        }
    }

    /** Waits until a question about the tenant's tables is answered by yes. */
    void await(String question) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(true);
            Waiting.until(statement, question);
        }
    }

    /** A number out of the tenant's tables. */
    long count(String sql) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Rows of all tables of the tenant together. */
    long rows() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = '" + tenant.schema() + "'")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        long rows = 0;
        for (String table : tables) {
            rows += count("SELECT count(*) FROM " + table);
        }
        return rows;
    }

    /** The owner's session in the tenant's schema, without autocommit. */
    Connection owner() throws SQLException {
        Connection owner = cluster.owner().getConnection();
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("SET search_path = " + tenant.schema());
        }
        owner.commit();
        return owner;
    }
}
