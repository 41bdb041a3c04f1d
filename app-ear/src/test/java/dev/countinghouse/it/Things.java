package dev.countinghouse.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Add-ons, coupons, features and tax rates, entitlements and usage alerts: good requests, each under a code of its own, and who
 * may make them.
 */
final class Things {
    static final List<String> LISTS = List.of("/add-ons", "/coupons", "/features", "/tax-rates");
    private static final String ALERTS = "/usage-alerts";
    private static final String ENTITLEMENTS = "/plans/{id}/entitlements";

    private Things() {}

    /** Whether a path is of one of them. */
    static boolean areAt(String path) {
        return path.equals(ENTITLEMENTS)
                || path.startsWith(ALERTS)
                || LISTS.stream().anyMatch(path::startsWith);
    }

    /** A good body of an operation on them. */
    static Map<String, @Nullable Object> body(ApiDocument.Operation operation, TestTenant tenant) {
        return switch (operation.key()) {
            case "PUT /plans/{id}/entitlements" -> entitlements(tenant);
            case "PATCH /usage-alerts/{id}" -> Body.of("limit", "50");
            default -> operation.method().equals("PATCH") ? Body.of("name", "Somebody") : of(operation.path());
        };
    }

    /** A good body for one of the lists. */
    static Map<String, @Nullable Object> of(String list) {
        return switch (list) {
            case "/add-ons" -> addOn();
            case "/coupons" -> coupon();
            case "/features" -> feature();
            case "/tax-rates" -> Body.like(Samples.vat(), "code", code());
            case ALERTS -> alert();
            default -> throw new IllegalArgumentException(list);
        };
    }

    static Map<String, @Nullable Object> addOn() {
        return Body.of("code", code(), "name", "Setup", "amount", Body.of("amount", "99.00", "currency", "EUR"));
    }

    static Map<String, @Nullable Object> coupon() {
        return Body.of("code", code(), "name", "Spring", "discount", "percent", "percent", "10", "duration", "once");
    }

    static Map<String, @Nullable Object> feature() {
        return Body.of("code", code(), "name", "Seats", "kind", "quantity", "unit", "seats");
    }

    /** Tells at 80 % of 100. */
    static Map<String, @Nullable Object> alert() {
        Map<String, @Nullable Object> alert = Body.of("code", code(), "metric", Samples.METRIC, "limit", "100");
        alert.put("thresholds", List.of(Body.of("percent", "80")));
        alert.put("recipients", List.of("ops@example.com"));
        return alert;
    }

    /** Entitles to a feature that is made for it. */
    private static Map<String, @Nullable Object> entitlements(TestTenant tenant) {
        String code = tenant.api()
                .post("/features", feature())
                .expect(201)
                .json()
                .path("code")
                .asText();
        return Body.of("entitlements", List.of(Body.of("feature", code, "quantity", "1")));
    }

    static String code() {
        return "x" + TestTenant.unique();
    }

    static UUID make(TestTenant tenant, String list) {
        return tenant.api().post(list, of(list)).expect(201).id();
    }

    /** One of each. */
    static void makeAll(TestTenant tenant) {
        LISTS.forEach(list -> make(tenant, list));
        make(tenant, ALERTS);
    }

    /** The id of one that nobody else works with, for the path of an operation. */
    static String freshId(TestTenant tenant, String path) {
        if (path.equals(ENTITLEMENTS)) { // each plan takes them once
            Map<String, @Nullable Object> plan = Body.like(Samples.plan(), "code", code());
            return tenant.api().post("/plans", plan).expect(201).id().toString();
        }
        return make(tenant, path.substring(0, path.indexOf("/{"))).toString();
    }

    /** Who may do what with them. */
    static List<RolesIT.Operation> operations() {
        List<RolesIT.Operation> all = new ArrayList<>();
        LISTS.forEach(list -> {
            all.add(new RolesIT.Operation("POST", list, RolesIT.Role.ADMIN, of(list)));
            all.addAll(operations(list, RolesIT.Role.ADMIN, Body.of("name", "Other")));
        });
        all.add(new RolesIT.Operation("POST", ALERTS, RolesIT.Role.MANAGER, alert()));
        all.addAll(operations(ALERTS, RolesIT.Role.MANAGER, Body.of("limit", "1")));
        Object entitled = Body.of("entitlements", List.of(Body.of("feature", "none", "enabled", true)));
        all.add(new RolesIT.Operation("GET", ENTITLEMENTS, RolesIT.Role.VIEWER, null));
        all.add(new RolesIT.Operation("PUT", ENTITLEMENTS, RolesIT.Role.ADMIN, entitled));
        all.add(new RolesIT.Operation("GET", "/usage/reconciliation", RolesIT.Role.VIEWER, null));
        return all;
    }

    private static List<RolesIT.Operation> operations(String list, RolesIT.Role writer, Object change) {
        return Stream.of(
                        new RolesIT.Operation("GET", list, RolesIT.Role.VIEWER, null),
                        new RolesIT.Operation("GET", list + "/{id}", RolesIT.Role.VIEWER, null),
                        new RolesIT.Operation("PATCH", list + "/{id}", writer, change),
                        new RolesIT.Operation("POST", list + "/{id}/archive", writer, null))
                .toList();
    }
}
