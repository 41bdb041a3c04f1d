package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The intruder's tenant and its victim, each with one of everything. The attacks share them; nobody works for the victim, so
 * whatever changes there is a success of an attack.
 */
final class AttackedTenants {
    static final TestTenant INTRUDER = TestTenant.register();
    static final TestTenant VICTIM = TestTenant.register();
    static final String VICTIMS_PLAN = "victims-plan";
    static final String VICTIMS_METRIC = "victims-metric";
    static final String VICTIMS_TAX_RATE = "victims-rate";
    static final String VICTIMS_CUSTOMER = "victims-customer";
    static final String INTRUDERS_CUSTOMER = "intruders-customer";

    /** Its rows of the shared tables, by what they are; those of the tables that are only read by their tenant come besides. */
    private static final Map<String, String> SHARED = Map.of(
            "registry",
            "SELECT concat_ws(' ', name, slug, status, time_zone, currency, net_terms_days, test_clock, branding,"
                    + " version) AS line FROM public.tenants WHERE id = '%s'",
            "clocks",
            "SELECT kind || business_clock AS line FROM public.due_work WHERE tenant_id = '%s'",
            "keys",
            "SELECT concat_ws(' ', id, name, key_id, permissions, revoked_at) AS line FROM public.api_keys"
                    + " WHERE tenant_id = '%s'",
            "webhooks",
            "SELECT concat_ws(' ', id, url, description, event_types, status, version) AS line FROM public.webhook_endpoints"
                    + " WHERE tenant_id = '%s'",
            "people",
            "SELECT concat_ws(' ', email, u.name, password_hash, status) AS line FROM public.users u"
                    + " JOIN public.memberships m ON m.user_id = u.id WHERE m.tenant_id = '%s'");

    /** The victim's rows as they were after it was made. */
    static final Map<String, String> UNTOUCHED;

    static {
        FairnessIT.tier(INTRUDER, "{\"requests_per_minute\": 1000000}"); // every attack on every operation at once
        fill(INTRUDER, INTRUDERS_CUSTOMER);
        fill(VICTIM, VICTIMS_CUSTOMER);
        VICTIM.api()
                .post("/billable-metrics", Body.like(Samples.metric(), "code", VICTIMS_METRIC))
                .expect(201);
        VICTIM.api()
                .post("/tax-rates", Body.like(Samples.vat(), "code", VICTIMS_TAX_RATE))
                .expect(201);
        VICTIM.api()
                .post("/plans", Body.like(Samples.plan(), "code", VICTIMS_PLAN))
                .expect(201);
        VICTIM.awaitSettled();
        VICTIM.awaitSealed();
        UNTOUCHED = checksums();
    }

    private AttackedTenants() {}

    private static void fill(TestTenant tenant, String customersName) {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        String canary = tenant.api().canary();
        UUID customer = makeCustomer(tenant, customersName, canary);
        tenant.subscribe(customer, "2026-01-01");
        tenant.api()
                .post(
                        "/usage",
                        Body.like(
                                Samples.usage(customer, canary, "2026-01-05T00:00:00Z", "60"),
                                "properties",
                                Body.of("build_minutes", "60", "note", canary)))
                .expect(201);
        refuseUsage(tenant);
        tenant.advance("2026-02-02T00:00:00Z");
        settle(tenant, canary);
        tenant.api().post("/api-keys", Body.of("name", canary)).expect(201);
        tenant.addMember("viewer");
        Things.makeAll(tenant);
        LegalEntities.make(tenant, "x" + TestTenant.unique());
        redeem(tenant, customer, tenant.api().all("/coupons").getFirst());
        Wallets.open(tenant, customer, canary);
        Webhooks.open(tenant, canary);
        tenant.api()
                .post(
                        "/dunning-campaigns",
                        Body.of("name", canary, "steps", List.of(Body.of("wait_days", 7, "action", "mail"))))
                .expect(201);
        StripeRows.fill(tenant);
        makeRole(tenant);
        Sso.set(tenant, Sso.configuration("http://127.0.0.1:1"));
        invite(tenant);
        openAccess(tenant);
        Jobs.result(tenant.api(), tenant.api().post("/tenant/export"));
    }

    /** With what an e-invoice needs of both. */
    private static UUID makeCustomer(TestTenant tenant, String customersName, String canary) {
        tenant.api()
                .patch("/tenant", Body.of("seller", Body.of("country", "DE", "vat_id", "DE123456789")))
                .expect(200);
        return tenant.api()
                .post(
                        "/customers",
                        Body.of(
                                "external_id",
                                customersName,
                                "name",
                                canary,
                                "country",
                                "DE",
                                "metadata",
                                Body.of("note", canary)))
                .expect(201)
                .id();
    }

    private static void settle(TestTenant tenant, String canary) {
        String invoice = tenant.invoices().getFirst().path("id").asText();
        tenant.api()
                .post(
                        "/invoices/" + invoice + "/payments",
                        Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", canary))
                .expect(201);
        tenant.api()
                .post(
                        "/invoices/" + invoice + "/credit-notes",
                        Body.like(GoodRequests.creditNote(tenant), "reason", canary))
                .expect(201);
    }

    /**
     * The id of something of a tenant's, to be put into a path.
     *
     * @param path of an operation, with its parameters in braces
     */
    static String samplePath(TestTenant tenant, String path) {
        String list = path.substring(0, path.indexOf("/{"));
        if (isOfItsOwner(path)) {
            return ofItsOwner(tenant, path);
        }
        if (tenant.equals(INTRUDER) && list.equals("/customers")) { // a new one: what is done to it may be its end
            return path.replaceFirst(
                    "\\{[^}]+}",
                    tenant.customer("new-" + TestTenant.unique(), "UTC").toString());
        }
        if (tenant.equals(INTRUDER) && list.equals("/usage/errors")) { // open: what is done to it may close it
            refuseUsage(tenant);
        }
        if (tenant.equals(INTRUDER) && list.equals("/api-keys")) { // not one that a test beside this one works with
            Answer made = tenant.api().post("/api-keys", Body.of("name", "k")).expect(201);
            return path.replaceFirst("\\{[^}]+}", made.id().toString());
        }
        if (tenant.equals(INTRUDER) && list.equals("/sessions")) { // not the one that all attacks are made with
            String login = tenant.login(tenant.email()).path("access_token").asText();
            return path.replaceFirst(
                    "\\{[^}]+}", Token.of(login).claims().path("sid").asText());
        }
        if (tenant.equals(INTRUDER) && Things.areAt(path)) {
            return path.replaceFirst("\\{[^}]+}", Things.freshId(tenant, path));
        }
        if (list.equals("/roles")) { // the list begins with those that all tenants have
            return path.replaceFirst("\\{[^}]+}", tenant.equals(INTRUDER) ? makeRole(tenant) : ownRole(tenant));
        }
        if (tenant.equals(INTRUDER) && list.equals("/invitations")) {
            return path.replaceFirst("\\{[^}]+}", invite(tenant));
        }
        if (tenant.equals(INTRUDER) && list.equals("/support-access")) {
            return path.replaceFirst("\\{[^}]+}", openAccess(tenant));
        }
        if (tenant.equals(INTRUDER) && list.equals("/members")) {
            tenant.addMember("viewer");
        }
        return firstOf(tenant, list, path);
    }

    private static boolean isOfItsOwner(String path) {
        return path.startsWith("/plans/{id}/versions")
                || path.endsWith("/{coupon_id}")
                || path.endsWith("/{method_id}")
                || path.contains("{kind}");
    }

    /** What is found within something else only, or by a name. */
    private static String ofItsOwner(TestTenant tenant, String path) {
        if (path.contains("{kind}")) { // of mails, which all tenants know
            return path.replace("{kind}", "refund_made");
        }
        if (path.endsWith("/{method_id}")) {
            return tenant.equals(INTRUDER) ? StripeRows.method(tenant) : StripeRows.known(tenant);
        }
        return path.endsWith("/{coupon_id}") ? redeemedCoupon(tenant) : versionPath(tenant, path);
    }

    /** New for each: what is done to it may be its end. */
    private static String redeemedCoupon(TestTenant tenant) {
        if (tenant.equals(VICTIM)) {
            String coupons = "/customers/"
                    + tenant.api().all("/customers").getFirst().path("id").asText() + "/coupons";
            return coupons + "/"
                    + tenant.api().all(coupons).getFirst().path("id").asText();
        }
        JsonNode coupon =
                tenant.api().post("/coupons", Things.coupon()).expect(201).json();
        return redeem(tenant, tenant.customer("redeems-" + TestTenant.unique(), "UTC"), coupon);
    }

    private static String redeem(TestTenant tenant, UUID customer, JsonNode coupon) {
        String coupons = "/customers/" + customer + "/coupons";
        return coupons + "/"
                + tenant.api()
                        .post(coupons, Body.of("coupon", coupon.path("code").asText()))
                        .expect(201)
                        .id();
    }

    private static String firstOf(TestTenant tenant, String list, String path) {
        if (list.equals("/webhook-endpoints")) {
            return Webhooks.samplePath(tenant, path, tenant.equals(INTRUDER));
        }
        if (list.equals("/wallets")) {
            return Wallets.samplePath(tenant, path, tenant.equals(INTRUDER));
        }
        if (tenant.equals(INTRUDER) && FreshThings.areFor(path)) {
            return path.replaceFirst("\\{[^}]+}", FreshThings.of(tenant, path));
        }
        assertThat(ApiDocument.lists(list))
                .as("no sample id for %s: %s is no list to take one from", path, list)
                .isTrue();
        List<JsonNode> rows = tenant.api().all(list);
        assertThat(rows).as("no sample id for %s: make one in fill()", path).isNotEmpty();
        // newer invoices come while tests look
        JsonNode sample = list.equals("/invoices") ? rows.getLast() : rows.getFirst();
        String filled = path.replaceFirst("\\{[^}]+}", sample.path("id").asText());
        return filled.contains("{line_id}") ? filled.replace("{line_id}", lineOf(tenant, sample)) : filled;
    }

    private static String lineOf(TestTenant tenant, JsonNode invoice) {
        return tenant.api()
                .get("/invoices/" + invoice.path("id").asText())
                .expect(200)
                .json()
                .at("/lines/0/id")
                .asText();
    }

    /** Of a plan of its own for each, so that a draft is there where one is needed, and none where one is begun. */
    private static String versionPath(TestTenant tenant, String path) {
        if (tenant.equals(VICTIM)) {
            String plan = tenant.api().all("/plans").getFirst().path("id").asText();
            return path.replace("{id}", plan).replace("{number}", "1");
        }
        Map<String, ?> wanted = Body.like(Samples.plan(), "code", "v-" + TestTenant.unique());
        String plan = tenant.api().post("/plans", wanted).expect(201).id().toString();
        if (path.contains("/migration")) { // somebody is to be moved from the first version to the second
            tenant.api()
                    .post(
                            "/subscriptions",
                            Body.of(
                                    "customer_id",
                                    tenant.customer("moved-" + TestTenant.unique(), "UTC"),
                                    "plan",
                                    wanted.get("code")))
                    .expect(201);
            tenant.api().post("/plans/" + plan + "/versions", Body.of()).expect(201);
            tenant.api().post("/plans/" + plan + "/versions/2/publish").expect(200);
            return path.replace("{id}", plan).replace("{number}", "2");
        }
        boolean draft = path.endsWith("{number}") || path.endsWith("/publish");
        if (draft) {
            tenant.api().post("/plans/" + plan + "/versions", Body.of()).expect(201);
        }
        return path.replace("{id}", plan).replace("{number}", draft ? "2" : "1");
    }

    /** An event and a line of a file that nobody is known for. */
    private static void refuseUsage(TestTenant tenant) {
        String nobody = tenant.api().canary() + TestTenant.unique();
        tenant.api()
                .importCsv("transaction_id,external_customer_id,timestamp,metric\n" + nobody + "," + nobody
                        + ",2026-01-05T00:00:00Z," + Samples.METRIC + "\n")
                .expect(200);
    }

    private static String openAccess(TestTenant tenant) {
        return Operators.client()
                .post("/platform/tenants/" + tenant.tenantId() + "/support-access", Body.of("reason", "Support"))
                .expect(201)
                .id()
                .toString();
    }

    private static String invite(TestTenant tenant) {
        return tenant.api()
                .post("/invitations", Body.of("email", TestTenant.unique() + "@guests.example", "role", "viewer"))
                .expect(201)
                .id()
                .toString();
    }

    private static String makeRole(TestTenant tenant) {
        String code = "r-" + TestTenant.unique();
        return tenant.api()
                .post("/roles", Body.of("code", code, "name", "Clerk", "permissions", List.of("customer:read")))
                .expect(201)
                .id()
                .toString();
    }

    private static String ownRole(TestTenant tenant) {
        return tenant.roles().getLast().path("id").asText();
    }

    /** Every row of the victim's: a digest of each table of its schema and of its rows of the shared tables. */
    static Map<String, String> checksums() {
        Map<String, String> sums = new TreeMap<>();
        String id = VICTIM.tenantId().toString();
        try (Connection owner = VICTIM.database().owner();
                Statement statement = owner.createStatement()) {
            for (String table : tables(statement)) {
                sums.put(table, digest(statement, "SELECT t::text AS line FROM " + table + " t"));
            }
            for (Map.Entry<String, String> shared : SHARED.entrySet()) {
                sums.put(shared.getKey(), digest(statement, shared.getValue().formatted(id)));
            }
            for (String table : List.of(
                    "memberships",
                    "invitations",
                    "provisionings",
                    "support_accesses",
                    "roles",
                    "sessions",
                    "subscriptions",
                    "jobs",
                    "archives",
                    "erasures",
                    "sso_configurations",
                    "sso_group_roles",
                    "sso_identities")) {
                String lines = "SELECT t::text AS line FROM public." + table + " t WHERE tenant_id = '" + id + "'";
                sums.put(table, digest(statement, lines));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return sums;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("SELECT array_agg(schemaname || '.' || tablename ORDER BY tablename)"
                        + " FROM pg_tables WHERE schemaname = '" + VICTIM.schema() + "'")) {
            row.next();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    private static String digest(Statement statement, String lines) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT count(*) || ' ' || coalesce(md5(string_agg(line, chr(10) ORDER BY line)), '') FROM (" + lines
                        + ") AS of")) {
            row.next();
            return row.getString(1);
        }
    }
}
