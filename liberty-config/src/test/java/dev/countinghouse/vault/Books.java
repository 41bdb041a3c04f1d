package dev.countinghouse.vault;

import dev.countinghouse.migrations.TenantSchema;
import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with tenants whose books have a row in every table, and awkward values in them. */
record Books(TestDatabase database, DataSource owner, DataSource app, Path folder) {

    static final String VERSION = "9.9.9";

    private static final String ROWS = """
        INSERT INTO customers (id, external_id, name, email, country, time_zone, currency, created_at) VALUES
          ('00000000-0000-7000-8000-000000000001', '', E'Söhne & "Co", \\'Ltd\\'\\nline two\\r\\n\\t\\\\.', NULL, NULL, 'UTC', 'EUR', '-infinity'),
          ('00000000-0000-7000-8000-000000000002', 'ada@example.com', 'Ada Lovelace', 'ada@example.com', 'GB', 'Europe/London', 'EUR', '2026-01-01 00:00:00.123456+00'),
          ('00000000-0000-7000-8000-000000000003', NULL, E'\\\\.', 'x', 'DE', 'UTC', 'EUR', 'infinity'),
          ('00000000-0000-7000-8000-000000000004', 'null', '日本語 🧾 \u202e \u00a0', '', 'JP', 'Asia/Tokyo', 'JPY', now());
        UPDATE customers SET address = '{"line1": "Ada Lovelace Row 1"}', vat_id = 'Ada Lovelace', locale = 'de',
            tax_rates = '{vat}', tax_exempt = true, tax_exempt_reason = 'Ada Lovelace is an embassy',
            buyer_reference = 'Order of Ada Lovelace', electronic_address = 'EM:ada@example.com', net_terms_days = 60, grace_period_days = 3
          WHERE id = '00000000-0000-7000-8000-000000000002';
        INSERT INTO custom_data VALUES
          ('customer', '00000000-0000-7000-8000-000000000002', '{"vip": true, "note": "Ada Lovelace likes \\\\u00e9 \\"quotes\\"", "n": 1e-30}'),
          ('subscription', '00000000-0000-7000-8000-000000000010', '{"contact": "ada@example.com"}');
        INSERT INTO billable_metrics (id, code, name, aggregation, created_at)
          VALUES ('00000000-0000-7000-8000-000000000005', 'calls', 'Calls', 'count', now());
        INSERT INTO tax_rates (id, code, name, percent, created_at)
          VALUES ('00000000-0000-7000-8000-000000000006', 'vat', 'VAT', 19.123456, now());
        INSERT INTO add_ons (id, code, name, amount_minor, currency, tax_rates, created_at)
          VALUES ('00000000-0000-7000-8000-000000000012', 'setup', 'Setup', 9900, 'EUR', '{vat}', now());
        INSERT INTO coupons (id, code, name, discount, percent, duration, plans, metrics, created_at)
          VALUES ('00000000-0000-7000-8000-000000000013', 'spring', 'Spring', 'percent', 10, 'once', '{}', '{calls}', now());
        INSERT INTO features (id, code, name, kind, metric, created_at)
          VALUES ('00000000-0000-7000-8000-000000000014', 'calls', 'Calls', 'metered', 'calls', now());
        INSERT INTO usage_alerts (id, code, metric_id, metric, hard, thresholds, recipients, created_at)
          VALUES ('00000000-0000-7000-8000-000000000015', 'much', '00000000-0000-7000-8000-000000000005', 'calls', false,
            '[{"percent": null, "quantity": "10"}]', '{ops@example.com}', now());
        INSERT INTO usage_alerts_reached VALUES ('00000000-0000-7000-8000-000000000015', '00000000-0000-7000-8000-000000000002',
            '2026-01-01', '10', 50, now());
        INSERT INTO usage_intake (id, stored, duplicates, rejected) VALUES ('00000000-0000-7000-8000-000000000016', 50, 1, 2);
        INSERT INTO plans (id, code, name, created_at) VALUES ('00000000-0000-7000-8000-000000000007', 'p', 'P', now());
        INSERT INTO plan_versions (id, plan_id, number, currency, interval_unit, interval_count, anchor, charges, tax_rate_id, created_at)
          VALUES ('00000000-0000-7000-8000-000000000008', '00000000-0000-7000-8000-000000000007', 1, 'EUR', 'month', 1, 'calendar',
            '[{"a": [1, 2.50, null]}]', '00000000-0000-7000-8000-000000000006', now());
        INSERT INTO plan_versions (id, plan_id, number, currency, interval_unit, interval_count, anchor, charges, created_at, base_id, overrides)
          VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000007', 1, 'EUR', 'month', 1, 'calendar',
            '[]', now(), '00000000-0000-7000-8000-000000000008', '{"prices": {}, "trial_days": 7}');
        INSERT INTO plan_entitlements (plan_version_id, feature_id, usage_limit, period)
          VALUES ('00000000-0000-7000-8000-000000000008', '00000000-0000-7000-8000-000000000014', 100, 'month');
        INSERT INTO subscriptions (id, customer_id, status, currency, time_zone, started_on, ends_on, next_billing_at, draft_until,
            advance_until, credits_unused, canceled_at, cancel_reason, created_at)
          VALUES ('00000000-0000-7000-8000-000000000010', '00000000-0000-7000-8000-000000000002', 'canceled', 'EUR', 'UTC', '2026-01-01',
            '2036-01-01', '2036-01-01', 'infinity', '2026-02-01', true, now(), 'Ada Lovelace moves away', now());
        INSERT INTO subscription_items (id, subscription_id, plan_version_id) VALUES
          ('00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000010', '00000000-0000-7000-8000-000000000008');
        INSERT INTO subscription_quantities VALUES ('00000000-0000-7000-8000-000000000010', 1, 2, '2026-01-20', '2026-02-01', 'next_invoice', now());
        INSERT INTO dated_changes (id, subscription_id, kind, due_on, due_at, begins_period, quantity, proration, created_at, state)
          VALUES ('00000000-0000-7000-8000-000000000049', '00000000-0000-7000-8000-000000000010', 'change', '2035-12-31', '2035-12-31', false, 3,
            'at_once', now(), 'planned');
        INSERT INTO usage_events (id, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)
          SELECT gen_random_uuid(), 't' || n, '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000005',
            '2026-01-02'::timestamptz + make_interval(mins => n), 1.000000000001, jsonb_build_object('who', 'Ada Lovelace', 'n', n)
          FROM generate_series(1, 50) n;
        INSERT INTO plan_drafts (id, number, currency, interval_unit, interval_count, anchor, charges, created_at)
          VALUES ('00000000-0000-7000-8000-000000000007', 2, 'EUR', 'month', 1, 'calendar', '[]', now());
        INSERT INTO usage_amendments (id, event_id, number, kind, customer_id, metric_id, occurred_at, quantity, properties, reason, made_by)
          SELECT '00000000-0000-7000-8000-000000000016', id, 1, 'correct', customer_id, metric_id, occurred_at, 2, '{"who": "Ada Lovelace"}',
            'typo', 'ops@example.com' FROM usage_events WHERE transaction_id = 't1';
        INSERT INTO usage_touched SELECT customer_id, metric_id, date_trunc('hour', occurred_at) FROM usage_events;
        INSERT INTO usage_metrics VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000005', '2026-01-01', 5, 5);
        INSERT INTO usage_late VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000005', '2026-01-01');
        INSERT INTO metered_spans VALUES ('00000000-0000-7000-8000-000000000010', '00000000-0000-7000-8000-000000000002',
            '00000000-0000-7000-8000-000000000005', '[2026-01-01,)', '2026-01-02');
        INSERT INTO advance_usage VALUES ('00000000-0000-7000-8000-000000000010', '2026-01-03');
        INSERT INTO usage_deleted VALUES ('2026-01-02', 3);
        INSERT INTO usage_imports (id, format, state, lines, rejected, started_at, updated_at, finished_at)
          VALUES ('00000000-0000-7000-8000-000000000012', 'csv', 'done', 1, 1, now(), now(), now());
        INSERT INTO usage_errors (id, fingerprint, import_id, line, event, field, code, message, state, received_at)
          VALUES ('00000000-0000-7000-8000-000000000013', sha256('x'), '00000000-0000-7000-8000-000000000012', 2,
            '{"customer_id": "00000000-0000-7000-8000-000000000002", "properties": {"who": "Ada Lovelace"}}', 'metric', 'unknown', 'is unknown',
            'open', now());
        INSERT INTO legal_entities (id, code, number_prefix, seller, created_at)
          VALUES ('00000000-0000-7000-8000-000000000049', 'de', 'ND', '{"legal_name": "Nordwind GmbH", "iban": "DE89370400440532013000"}', now());
        UPDATE customers SET legal_entity = 'de' WHERE id = '00000000-0000-7000-8000-000000000002';
        UPDATE customers SET parent_customer_id = '00000000-0000-7000-8000-000000000003' WHERE id = '00000000-0000-7000-8000-000000000001';
        INSERT INTO number_series VALUES ('default', 'INV', 2);
        INSERT INTO number_series VALUES ('inv:de', 'ND', 1, 'de');
        INSERT INTO invoices (id, series, sequence, number, customer_id, subscription_id, customer, currency, time_zone, period_start, period_end,
            issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status, paid_minor)
          VALUES ('00000000-0000-7000-8000-000000000020', 'default', 1, 'INV-000001', '00000000-0000-7000-8000-000000000002',
            '00000000-0000-7000-8000-000000000010', '{"name": "Ada Lovelace", "email": "ada@example.com"}', 'EUR', 'UTC',
            '2026-01-01', '2026-02-01', '2026-02-01', '2026-02-15', 1000, 191, 1191, '[]', now(), 'partially_paid', 100);
        INSERT INTO invoice_lines (id, invoice_id, position, subscription_item_id, description, purpose, sequence, period, period_start, period_end,
            quantity, unit_amount, precise_amount, amount_minor, tax_percent, tax_minor, calculation)
          VALUES ('00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000020', 1, '00000000-0000-7000-8000-000000000011',
            'Fee', 'regular', 0, '[2026-01-01,2026-02-01)', '2026-01-01', '2026-02-01', 1, 10, 10.000000000000000000000000000001, 1000, 19.1, 191, '{}');
        INSERT INTO billing_runs (id, as_of, state) VALUES ('00000000-0000-7000-8000-000000000030', now(), 'done');
        INSERT INTO payments (id, invoice_id, customer_id, gateway, reference, amount_minor, currency, paid_on, created_at)
          VALUES ('00000000-0000-7000-8000-000000000040', '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000002',
            'manual', 'transfer of Ada Lovelace', 100, 'EUR', '2026-02-02', now());
        INSERT INTO applied_coupons (id, coupon_id, customer_id, subscription_id, limit_uses, uses, first_sequence, applied_at)
          VALUES ('00000000-0000-7000-8000-000000000043', '00000000-0000-7000-8000-000000000013', '00000000-0000-7000-8000-000000000002',
            '00000000-0000-7000-8000-000000000010', 2, 1, 1, now());
        INSERT INTO credit_balances VALUES ('00000000-0000-7000-8000-000000000002', 'EUR', 7);
        INSERT INTO wallets (id, customer_id, currency, name, priority, credit_rate, created_at)
          VALUES ('00000000-0000-7000-8000-000000000044', '00000000-0000-7000-8000-000000000002', 'EUR', 'Ada Lovelace''s', 1, 0.5, now());
        INSERT INTO wallet_top_up_rules (id, wallet_id, trigger, method, kind, credits, amount_minor, threshold_credits, threshold_minor, created_at)
          VALUES ('00000000-0000-7000-8000-000000000048', '00000000-0000-7000-8000-000000000044', 'threshold', 'fixed', 'granted', 10, 500, 2, 100,
            now());
        INSERT INTO wallet_top_ups (id, wallet_id, kind, credits, amount_minor, left_minor, made_at, usable_at, rule_id)
          VALUES ('00000000-0000-7000-8000-000000000045', '00000000-0000-7000-8000-000000000044', 'granted', 10, 500, 300, now(), now(),
            '00000000-0000-7000-8000-000000000048');
        INSERT INTO wallet_transactions (id, top_up_id, kind, amount_minor, made_at) VALUES
          ('00000000-0000-7000-8000-000000000046', '00000000-0000-7000-8000-000000000045', 'top_up', 500, now()),
          ('00000000-0000-7000-8000-000000000047', '00000000-0000-7000-8000-000000000045', 'expiry', -200, now());
        INSERT INTO number_series VALUES ('credit_note', 'INV-CN', 2);
        INSERT INTO credit_notes (id, series, sequence, number, invoice_id, customer_id, currency, issued_on, reason, subtotal_minor, tax_minor,
            total_minor, refund_minor, refund_reference, created_at)
          VALUES ('00000000-0000-7000-8000-000000000041', 'credit_note', 1, 'INV-CN-000001', '00000000-0000-7000-8000-000000000020',
            '00000000-0000-7000-8000-000000000002', 'EUR', '2026-02-03', 'Outage', 10, 2, 12, 12, 'to Ada Lovelace', now());
        INSERT INTO credit_note_lines (id, credit_note_id, invoice_line_id, position, description, tax_percent, amount_minor, tax_minor)
          VALUES ('00000000-0000-7000-8000-000000000042', '00000000-0000-7000-8000-000000000041', '00000000-0000-7000-8000-000000000021', 1,
            'Fee', 19.1, 10, 2);
        INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on) VALUES
          ('00000000-0000-7000-8000-000000000020', 'receivable', 'revenue', 1000, 'EUR', 'invoice', '00000000-0000-7000-8000-000000000020',
            '00000000-0000-7000-8000-000000000002', '2026-02-01'),
          ('00000000-0000-7000-8000-000000000020', 'receivable', 'tax_payable', 191, 'EUR', 'invoice', '00000000-0000-7000-8000-000000000020',
            '00000000-0000-7000-8000-000000000002', '2026-02-01'),
          ('00000000-0000-7000-8000-000000000040', 'cash_manual', 'receivable', 100, 'EUR', 'payment', '00000000-0000-7000-8000-000000000020',
            '00000000-0000-7000-8000-000000000002', '2026-02-02');
        INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, booked_on) VALUES
          ('00000000-0000-7000-8000-000000000075', 'deferred_revenue', 'revenue', 33, 'EUR', 'recognition', '2026-02-01');
        INSERT INTO revenue_recognition (id, through) VALUES (1, '2026-02-01');
        INSERT INTO ledger_accounts (account, number, name) VALUES ('revenue', '8400', E'Erlöse "19 %"\\t\\\\.');
        INSERT INTO payment_methods (id, customer_id, gateway, account, gateway_customer, reference, kind, brand, last4, exp_month, exp_year, is_default,
            created_at)
          VALUES ('00000000-0000-7000-8000-000000000070', '00000000-0000-7000-8000-000000000002', 'stripe', 'acct_1', 'cus_1', 'pm_1', 'card',
            'visa', '4242', 12, 2030, true, now());
        INSERT INTO payment_attempts (id, invoice_id, customer_id, payment_method_id, gateway, account, amount_minor, currency, status,
            gateway_reference, code, message, created_at, begun_at)
          VALUES ('00000000-0000-7000-8000-000000000071', '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000002',
            '00000000-0000-7000-8000-000000000070', 'stripe', 'acct_1', 1091, 'EUR', 'failed', 'pi_1', 'insufficient_funds',
            'The card of Ada Lovelace has insufficient funds.', now(), now());
        INSERT INTO gateway_events (gateway, event_id, type, subject, attempt_id, received_at)
          VALUES ('stripe', 'evt_1', 'payment_intent.payment_failed', 'pi_1', '00000000-0000-7000-8000-000000000071', now());
        INSERT INTO refunds (id, payment_id, invoice_id, customer_id, gateway, account, amount_minor, excess_minor, currency, reason, status,
            gateway_reference, code, message, refunded_on, failure_id, failure_on, kept_minor, created_at, begun_at)
          VALUES ('00000000-0000-7000-8000-000000000072', '00000000-0000-7000-8000-000000000040', '00000000-0000-7000-8000-000000000020',
            '00000000-0000-7000-8000-000000000002', 'stripe', 'acct_1', 10, 0, 'EUR', 'went twice', 'failed', 're_1', 'lost_or_stolen_card',
            'The card of Ada Lovelace is lost.', '2026-02-03', '00000000-0000-7000-8000-000000000073', '2026-02-03', 10, now(), now());
        INSERT INTO payment_links (id, invoice_id, customer_id, gateway, account, gateway_customer, amount_minor, currency, success_url, status,
            gateway_reference, expires_at, created_at, begun_at)
          VALUES ('00000000-0000-7000-8000-000000000074', '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000002',
            'stripe', 'acct_1', 'cus_1', 991, 'EUR', 'https://shop.example/ada-lovelace', 'expired', 'cs_1', now(), now(), now());
        INSERT INTO mail_settings (id, kinds, from_name, reply_to, held_since)
          VALUES (1, '{invoice_issued}', 'Nordwind', 'billing@nordwind.example', now());
        INSERT INTO mail_templates (id, kind, language, subject, text)
          VALUES ('00000000-0000-7000-8000-000000000075', 'invoice_issued', 'en', 'Invoice {{invoice_number}}', 'Thank you.');
        INSERT INTO customer_mails (id, kind, subject_id, invoice_id, customer_id, currency, state, recipient, subject, language, next_try_at,
            handed_at, created_at, finished_at)
          VALUES ('00000000-0000-7000-8000-000000000076', 'invoice_issued', '00000000-0000-7000-8000-000000000020',
            '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000002', 'EUR', 'sent', 'ada@example.com',
            'Invoice for Ada Lovelace', 'en', now(), now(), now(), now());
        INSERT INTO dunning_campaigns (id, name, is_default, since, steps, minimums, created_at)
          VALUES ('00000000-0000-7000-8000-000000000077', 'Usual', true, '2026-01-01', '[{"wait_days": 7, "action": "mail"}]', '{"EUR": 500}', now());
        INSERT INTO dunning_steps (id, invoice_id, campaign_id, position, action, taken_on, outcome, created_at)
          VALUES ('00000000-0000-7000-8000-000000000078', '00000000-0000-7000-8000-000000000020', '00000000-0000-7000-8000-000000000077', 0,
            'mail', '2026-02-22', 'queued', now());
        INSERT INTO payment_reminders (invoice_id, step, scheduled_on) VALUES ('00000000-0000-7000-8000-000000000020', 'on_due', '2026-02-15');
        INSERT INTO idempotency_keys (principal, key, request_hash, status, body)
          VALUES ('user', 'k', '\\x00ff0a0d225c', 201, convert_to('{"id":"00000000-0000-7000-8000-000000000002","email":"ada@example.com"}', 'UTF8'));
        INSERT INTO audit_log (id, at, actor_kind, actor_id, actor_name, action, resource, resource_id, after)
          VALUES ('00000000-0000-7000-8000-000000000060', '2026-01-01', 'system', 'system', 'system', 'customer.create', 'customer',
            '00000000-0000-7000-8000-000000000002', '{"name":"***"}');
        INSERT INTO audit_seals VALUES (1, '00000000-0000-7000-8000-000000000060', repeat('0', 64), repeat('a', 64), '2026-01-01');
        INSERT INTO outbox (id, type, subject_id, payload, occurred_at) VALUES
          ('00000000-0000-7000-8000-000000000050', 'customer.created', '00000000-0000-7000-8000-000000000002', '{"name": "Ada Lovelace"}', now()),
          ('00000000-0000-7000-8000-000000000051', 'invoice.finalized', '00000000-0000-7000-8000-000000000020', '{"number": "INV-000001"}', now());
        """;

    static final UUID ADA = UUID.fromString("00000000-0000-7000-8000-000000000002");

    static Books open() {
        TestDatabase database = TestServers.freshDatabase();
        try {
            return new Books(
                    database,
                    source(database, "ch_owner", database.ownerPassword()),
                    source(database, "ch_app", database.appPassword()),
                    Files.createTempDirectory("vault"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New connections of a login. */
    static DataSource source(TestDatabase database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {database.host()});
        source.setPortNumbers(new int[] {database.port()});
        source.setDatabaseName(database.name());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** A tenant with an owner of its own, work that is due, a key and a row in every table. */
    VaultTenant tenant(String slug) throws SQLException {
        UUID id = UUID.randomUUID();
        String schema = "tenant_" + slug.replace('-', '_');
        return Transactions.database(owner, connection -> {
            String version = TenantSchema.create(connection, schema);
            Sql.update(
                    connection,
                    "INSERT INTO public.tenants (id, slug, name, schema_version) VALUES (?, ?, ?, ?)",
                    id,
                    slug,
                    "Company of " + slug,
                    version);
            Sql.run(connection, shared(id, slug), "SET LOCAL search_path = " + schema, ROWS);
            return new VaultTenant(id, slug, schema);
        });
    }

    private static String shared(UUID id, String slug) {
        return """
            INSERT INTO public.users (id, email, name, password_hash) VALUES (gen_random_uuid(), '%2$s@example.com', 'Owner', 'secret-hash');
            INSERT INTO public.memberships (tenant_id, user_id, role) SELECT '%1$s', id, 'owner' FROM public.users WHERE email = '%2$s@example.com';
            INSERT INTO public.subscriptions (id, tenant_id, plan_id, status) SELECT gen_random_uuid(), '%1$s', id, 'active' FROM public.plans;
            INSERT INTO public.due_work (tenant_id, kind) VALUES ('%1$s', 'invoice_generation'), ('%1$s', 'usage_aggregation'), ('%1$s', 'payment_reminders');
            INSERT INTO public.sessions (id, user_id, tenant_id, refresh_hash, created_at, refreshed_at, expires_at)
                SELECT gen_random_uuid(), id, '%1$s', '', now(), now(), now() FROM public.users WHERE email = '%2$s@example.com';
            INSERT INTO public.api_keys (id, tenant_id, name, key_id, prefix, secret_hash, permissions, created_by)
                SELECT gen_random_uuid(), '%1$s', 'k', left(md5('%2$s'), 8), 'ch_live_', '', '{}', id FROM public.users WHERE email = '%2$s@example.com'
            """.formatted(id, slug);
    }

    /** A job of the tenant, for what is done by one. */
    UUID job(VaultTenant tenant, String kind) throws SQLException {
        UUID id = UUID.randomUUID();
        run(
                tenant,
                "INSERT INTO public.jobs (id, tenant_id, kind, parameters, requested_by) VALUES ('%1$s', '%2$s', '%3$s', '{\"n\": \"%1$s\"}', 'x')"
                        .formatted(id, tenant.id(), kind));
        return id;
    }

    Path archive(VaultTenant tenant) throws SQLException, IOException {
        Path file = folder.resolve(tenant.slug() + "-" + UUID.randomUUID() + ".zip");
        new Archives(app, VERSION).write(tenant, file, Progress.NONE);
        return file;
    }

    SchemaChecksum checksum(String schema) throws SQLException {
        return Transactions.database(owner, connection -> SchemaChecksum.of(connection, schema));
    }

    /** Everything shared that is not one of these tenants'. */
    SortedMap<String, SchemaChecksum.TableChecksum> sharedWithout(UUID... tenants) throws SQLException {
        return Transactions.database(owner, connection -> SchemaChecksum.shared(connection, java.util.Set.of(tenants)));
    }

    void run(VaultTenant tenant, String... statements) throws SQLException {
        Transactions.database(owner, connection -> {
            Sql.run(connection, "SET LOCAL search_path = " + tenant.schema());
            Sql.run(connection, statements);
            return true;
        });
    }

    String ask(String question) throws SQLException {
        return Transactions.database(
                owner,
                connection -> Sql.find(connection, row -> String.valueOf(row.getString(1)), question)
                        .orElse(""));
    }

    /** What the tenant's role gets for a question, as the application asks it. */
    String askAsTenant(VaultTenant tenant, String question) throws SQLException {
        try (Connection connection = app.getConnection()) {
            connection.setAutoCommit(false);
            Sql.run(connection, "SET LOCAL ROLE " + tenant.schema(), "SET LOCAL search_path = \"$user\"");
            return Sql.find(connection, row -> String.valueOf(row.getString(1)), question)
                    .orElse("");
        }
    }
}
