package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call what: every operation of the OpenAPI document, by every role. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesIT {
    static final UUID NOWHERE = UUID.fromString("01900000-0000-7000-8000-00000000dead");
    private static final Pattern PATH = Pattern.compile(" {2}/api/v1(/\\S+):");
    private static final Pattern METHOD = Pattern.compile(" {4}(get|post|put|patch|delete):");

    /** Weakest first; each may do what those before it may. */
    enum Role {
        VIEWER,
        MEMBER,
        MANAGER,
        ADMIN,
        OWNER
    }

    /**
     * An operation and the weakest role that may call it; none for operators' operations. The body is good enough to get as
     * far as the check of the role.
     */
    record Operation(
            String method,
            String path,
            @Nullable Role weakest,
            @Nullable Object body) {
        @Override
        public String toString() {
            return method + " " + path + " is for "
                    + (weakest == null ? "operators of the platform" : weakest + " and above");
        }

        boolean isFor(Role role) {
            return weakest != null && role.compareTo(weakest) >= 0;
        }

        /** Some are for every kind of credential. */
        boolean isForOperators() {
            return weakest == null || path.equals("/auth/validate") || path.startsWith("/jobs");
        }
    }

    private final Api operator = Operators.client();
    private final Map<Role, Api> clients = new EnumMap<>(Role.class);

    /** What each role may do, as the API tells. */
    private final Map<Role, Set<String>> matrix = new EnumMap<>(Role.class);

    /** A member for each permission, who has it alone, through a role of the tenant's own. */
    private final Map<String, Api> specialists = new TreeMap<>();

    @BeforeAll
    void makeUsers() {
        TestTenant tenant = TestTenant.register();
        FairnessIT.tier(tenant, "{\"requests_per_minute\": 1000000}");
        for (Role role : Role.values()) {
            clients.put(role, tenant.member(role.name().toLowerCase(Locale.ROOT)));
        }
        clients.put(Role.OWNER, tenant.api());
        tenant.roles().forEach(role -> {
            Set<String> permissions = new TreeSet<>();
            role.path("permissions").forEach(permission -> permissions.add(permission.asText()));
            matrix.put(Role.valueOf(role.path("code").asText().toUpperCase(Locale.ROOT)), permissions);
        });
        for (String permission : matrix.getOrDefault(Role.ADMIN, Set.of())) {
            String code = permission.replace(':', '-');
            tenant.api()
                    .post("/roles", Body.of("code", code, "name", permission, "permissions", List.of(permission)))
                    .expect(201);
            specialists.put(permission, tenant.member(code));
        }
    }

    static Stream<Operation> operations() {
        List<Operation> all = new ArrayList<>(provingInvoices());
        for (String list : List.of(
                "/customers",
                "/subscriptions",
                "/billable-metrics",
                "/plans",
                "/invoices",
                "/payments",
                "/credit-notes",
                "/billing-runs",
                "/events",
                "/usage",
                "/usage/summary",
                "/usage/errors",
                "/usage/imports",
                "/tenant",
                "/tenant/clock",
                "/roles",
                "/users/me",
                "/sessions")) {
            all.add(new Operation("GET", list, Role.VIEWER, null));
        }
        for (String one : List.of(
                "/customers", "/subscriptions", "/billable-metrics", "/plans", "/invoices", "/payments", "/roles")) {
            all.add(new Operation("GET", one + "/{id}", Role.VIEWER, null));
        }
        for (String documents : List.of("/invoices/{id}", "/credit-notes/{id}")) {
            all.add(new Operation("GET", documents + "/pdf", Role.VIEWER, null));
            all.add(new Operation("GET", documents + "/e-invoice", Role.VIEWER, null));
        }
        all.addAll(readByAdmins());
        all.addAll(writing());
        all.addAll(ofOneself());
        Stream.of(Things.operations(), onPeople(), onSso(), InvoiceOperations.all(), ofPlanVersions())
                .forEach(all::addAll);
        all.addAll(PlatformOperations.ofOperators());
        all.addAll(PlatformOperations.givingAccess());
        return all.stream();
    }

    private static List<Operation> provingInvoices() {
        String line = "/invoices/{id}/lines/{line_id}/explain";
        return List.of(
                new Operation("GET", "/invoices/{id}/explain", Role.VIEWER, null),
                new Operation("GET", line, Role.VIEWER, null),
                new Operation("GET", line + "/events", Role.VIEWER, null),
                new Operation("POST", "/invoices/verification", Role.ADMIN, null));
    }

    private static List<Operation> ofPlanVersions() {
        String versions = "/plans/{id}/versions";
        return List.of(
                new Operation("GET", "/catalog/export", Role.VIEWER, null),
                new Operation("POST", "/catalog/import", Role.ADMIN, Body.of()),
                new Operation("PATCH", "/plans/{id}", Role.ADMIN, Body.of("name", "Other")),
                new Operation("GET", versions, Role.VIEWER, null),
                new Operation("GET", versions + "/{number}", Role.VIEWER, null),
                new Operation("GET", versions + "/{number}/diff", Role.VIEWER, null),
                new Operation("POST", versions, Role.ADMIN, Body.of()),
                new Operation("PATCH", versions + "/{number}", Role.ADMIN, Body.of()),
                new Operation("DELETE", versions + "/{number}", Role.ADMIN, null),
                new Operation("POST", versions + "/{number}/publish", Role.ADMIN, null),
                new Operation("POST", versions + "/{number}/archive", Role.ADMIN, null),
                new Operation("POST", versions + "/{number}/migration/preview", Role.ADMIN, Body.of()),
                new Operation("POST", versions + "/{number}/migration", Role.ADMIN, Body.of("token", "x")));
    }

    private static List<Operation> readByAdmins() {
        return Stream.of(
                        "/users",
                        "/users/org",
                        "/members",
                        "/invitations",
                        "/invitations/{id}",
                        "/support-access",
                        "/support-access/{id}",
                        "/api-keys",
                        "/audit-log",
                        "/audit-log/verification",
                        "/audit-log/export",
                        "/api-keys/{id}",
                        "/jobs",
                        "/jobs/{id}",
                        "/tenant/export",
                        "/tenant/export/{id}/content",
                        "/tenant/sandboxes",
                        "/tenant/sso")
                .map(path -> new Operation("GET", path, Role.ADMIN, null))
                .toList();
    }

    private static List<Operation> ofOneself() {
        return List.of(
                new Operation("GET", "/users/me/tenants", Role.VIEWER, null),
                new Operation("GET", "/users/me/mfa", Role.VIEWER, null),
                new Operation("GET", "/tenant/usage", Role.VIEWER, null),
                new Operation("GET", "/credit-notes/{id}", Role.VIEWER, null),
                new Operation("GET", "/ledger/accounts", Role.VIEWER, null),
                new Operation("GET", "/ledger/trial-balance", Role.VIEWER, null),
                new Operation("GET", "/ledger/entries", Role.VIEWER, null),
                new Operation("GET", "/ledger/entries/{id}", Role.VIEWER, null),
                new Operation("GET", "/ledger/verification", Role.VIEWER, null),
                new Operation("GET", "/usage/{id}/amendments", Role.VIEWER, null),
                new Operation("GET", "/usage/errors/{id}", Role.VIEWER, null),
                new Operation("GET", "/usage/imports/{id}", Role.VIEWER, null),
                new Operation("GET", "/customers/{id}/usage", Role.VIEWER, null),
                new Operation("DELETE", "/sessions/{id}", Role.VIEWER, null),
                new Operation("POST", "/users/me/email-verification", Role.VIEWER, null),
                new Operation("POST", "/sessions/end-others", Role.VIEWER, null),
                new Operation("POST", "/users/me/mfa", Role.VIEWER, Body.of()),
                new Operation("POST", "/users/me/mfa/confirm", Role.VIEWER, Body.of("code", "x")),
                new Operation("POST", "/users/me/mfa/recovery-codes", Role.VIEWER, Body.of("code", "x")),
                new Operation("POST", "/users/me/mfa/disable", Role.VIEWER, Body.of("code", "x")),
                new Operation(
                        "POST",
                        "/users/me/password",
                        Role.VIEWER,
                        Body.of("current_password", "x", "new_password", TestTenant.PASSWORD)));
    }

    private static List<Operation> writing() {
        Object name = Body.of("name", "Somebody");
        Object use = Samples.usage(NOWHERE, "t", "2026-01-01T00:00:00Z", "1");
        return List.of(
                new Operation("PATCH", "/users/me", Role.VIEWER, name),
                new Operation("POST", "/auth/validate", Role.VIEWER, null),
                new Operation("POST", "/customers", Role.MEMBER, name),
                new Operation("PATCH", "/customers/{id}", Role.MEMBER, name),
                new Operation("POST", "/usage", Role.MEMBER, use),
                new Operation("POST", "/usage/{id}/amendments", Role.MEMBER, Body.of("kind", "void", "reason", "r")),
                new Operation("POST", "/usage/batch", Role.MEMBER, Body.of("events", List.of(use))),
                new Operation("POST", "/usage/import", Role.MEMBER, "no,columns\n1,2\n"),
                new Operation("POST", "/usage/errors/replay", Role.MEMBER, Body.of()),
                new Operation("POST", "/usage/errors/{id}/replay", Role.MEMBER, Body.of()),
                new Operation("POST", "/usage/errors/{id}/discard", Role.MEMBER, null),
                new Operation("POST", "/billable-metrics", Role.ADMIN, Body.like(Samples.metric(), "field_name", null)),
                new Operation("PATCH", "/billable-metrics/{id}", Role.ADMIN, name),
                new Operation("POST", "/plans", Role.ADMIN, Samples.plan()),
                new Operation("PATCH", "/tenant", Role.ADMIN, name),
                new Operation("PUT", "/tenant/clock", Role.ADMIN, Body.of("now", "2026-01-01T00:00:00Z")),
                new Operation("POST", "/tenant/clock/advance", Role.ADMIN, Body.of("to", "2001-01-01T00:00:00Z")),
                new Operation("POST", "/api-keys", Role.ADMIN, name),
                new Operation("DELETE", "/api-keys/{id}", Role.ADMIN, null),
                new Operation("POST", "/api-keys/{id}/rotate", Role.ADMIN, Body.of("overlap_seconds", 0)),
                new Operation("POST", "/jobs/{id}/cancel", Role.ADMIN, null),
                new Operation("POST", "/tenant/export", Role.ADMIN, null),
                new Operation(
                        "POST",
                        "/tenant/sandboxes",
                        Role.ADMIN,
                        Body.of("slug", "x-" + TestTenant.unique(), "name", "x")),
                new Operation("POST", "/customers/{id}/erase", Role.ADMIN, null));
    }

    private static List<Operation> onSso() {
        return List.of(
                new Operation(
                        "PUT",
                        "/tenant/sso",
                        Role.ADMIN,
                        Body.like(
                                Sso.configuration("https://login.example.com"),
                                "group_roles",
                                List.of(Body.of("group", "g", "role", "nobody")))),
                new Operation("DELETE", "/tenant/sso", Role.ADMIN, null),
                new Operation("POST", "/tenant/sso/test", Role.ADMIN, null));
    }

    private static List<Operation> onPeople() {
        return List.of(
                new Operation("PATCH", "/members/{user_id}", Role.ADMIN, Body.of("role", "viewer")),
                new Operation("DELETE", "/members/{user_id}", Role.ADMIN, null),
                new Operation("DELETE", "/members/{user_id}/mfa", Role.ADMIN, null),
                new Operation(
                        "POST", "/invitations", Role.ADMIN, Body.of("email", "x@guests.example", "role", "nowhere")),
                new Operation("DELETE", "/invitations/{id}", Role.ADMIN, null),
                new Operation("DELETE", "/support-access/{id}", Role.OWNER, null),
                new Operation("POST", "/auth/switch", Role.VIEWER, Body.of("tenant", "nowhere")),
                new Operation("POST", "/roles", Role.ADMIN, Samples.role()),
                new Operation("PATCH", "/roles/{id}", Role.ADMIN, Body.of("name", "Clerk")),
                new Operation("DELETE", "/roles/{id}", Role.ADMIN, null),
                new Operation(
                        "POST",
                        "/tenant/ownership",
                        Role.OWNER,
                        Body.of("user_id", NOWHERE, "password", TestTenant.PASSWORD)));
    }

    private static Answer call(Api api, Operation operation) {
        String known = operation.path().replace("{number}", "1").replace("{kind}", "refund_made");
        String path = known.replaceAll("\\{[a-z_]+}", NOWHERE.toString());
        Object body = operation.body();
        if (body == null) {
            return api.send(operation.method(), path, "", BodyPublishers.noBody());
        }
        return body instanceof String file
                ? operation.path().startsWith("/platform") ? TenantArchives.send(api, file) : api.importCsv(file)
                : api.send(operation.method(), path, "application/json", BodyPublishers.ofString(Body.text(body)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anOperationIsForItsRoleAndThoseAbove(Operation operation) {
        call(Api.anonymous(), operation).expectProblem(401, "unauthenticated");
        clients.forEach((role, api) -> {
            Answer answer = call(api, operation);
            check(operation, role.name(), operation.isFor(role), answer);
        });
        Answer answer = call(operator, operation);
        check(operation, "OPERATOR", operation.isForOperators(), answer);
    }

    /**
     * Own roles of one permission each: an operation opens to exactly one of them, and that permission is of the weakest
     * built-in role that may call it and of none below.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anOperationAsksForOnePermissionWhateverTheRoleIsCalled(Operation operation) {
        Set<String> opening = new TreeSet<>();
        specialists.forEach((permission, api) -> {
            Answer answer = call(api, operation);
            if (answer.status() == 403) {
                answer.expectProblem(403, "forbidden");
            } else {
                assertThat(answer.status()).as(answer.text()).isNotIn(401, 429);
                opening.add(permission);
            }
        });
        if (operation.path().startsWith("/auth/") || operation.path().equals("/users/me/tenants")) {
            assertThat(opening).isEqualTo(specialists.keySet());
        } else if (operation.weakest() == null
                || operation.weakest() == Role.OWNER
                || InvoiceOperations.takesSeveral(operation)) {
            assertThat(opening).isEmpty();
        } else {
            assertThat(opening).hasSize(1);
            assertThat(matrix.entrySet().stream()
                            .filter(role -> role.getValue().containsAll(opening))
                            .map(Map.Entry::getKey))
                    .containsExactlyElementsOf(
                            Stream.of(Role.values()).filter(operation::isFor).toList());
        }
    }

    private static void check(Operation operation, String who, boolean allowed, Answer answer) {
        if (allowed) {
            assertThat(answer.status())
                    .as("%s as %s: %s", operation, who, answer.text())
                    .isNotIn(401, 403);
        } else {
            answer.expectProblem(403, "forbidden");
        }
    }

    @Test
    void noOperationIsForgottenHere() throws IOException {
        assertThat(documented())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                operations().map(operation -> operation.method() + " " + operation.path()),
                                Stream.of(
                                        "POST /webhooks/stripe/{tenant}",
                                        "POST /auth/register",
                                        "POST /auth/login",
                                        "POST /auth/refresh",
                                        "POST /auth/mfa",
                                        "POST /auth/password-reset",
                                        "POST /auth/verify-email",
                                        "POST /auth/magic-link",
                                        "POST /auth/magic-link/verify",
                                        "POST /auth/password-reset/confirm",
                                        "POST /auth/invitations/accept",
                                        "POST /auth/provision",
                                        "POST /auth/logout",
                                        "GET /auth/sso/{slug}/start",
                                        "GET /auth/sso/{slug}/callback",
                                        "POST /auth/sso/token",
                                        "DELETE /members/me"))
                        .toList());
    }

    private static List<String> documented() throws IOException {
        List<String> operations = new ArrayList<>();
        String path = "";
        for (String line : Files.readAllLines(TestFolders.projectRoot().resolve("docs/openapi.yaml"))) {
            Matcher begun = PATH.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (begun.matches()) {
                path = begun.group(1);
            } else if (method.matches() && !path.isEmpty()) {
                operations.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
            } else if (line.matches("\\S.*")) {
                path = "";
            }
        }
        return operations;
    }
}
