package dev.countinghouse.it;

import dev.countinghouse.it.RolesIT.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators of the platform may do, and nobody else. */
final class PlatformOperations {
    private PlatformOperations() {}

    private static Object registration() {
        Map<String, @Nullable Object> body =
                Body.of("company", "Roles", "slug", "r-" + TestTenant.unique(), "name", "R");
        body.put("email", "roles@" + TestTenant.unique() + ".example");
        body.put("password", TestTenant.PASSWORD);
        return body;
    }

    static List<Operation> ofOperators() {
        String tenant = "/platform/tenants/{id}";
        String migration = "/platform/migrations/{id}";
        return List.of(
                new Operation("GET", "/platform/migrations", null, null),
                new Operation("GET", migration, null, null),
                new Operation("GET", migration + "/tenants", null, null),
                new Operation("POST", migration + "/pause", null, null),
                new Operation("GET", "/platform/plans", null, null),
                new Operation("GET", "/platform/plans/{code}", null, null),
                new Operation("POST", "/platform/plans", null, Samples.platformTier()),
                new Operation("GET", "/platform/signing-keys", null, null),
                new Operation("POST", "/platform/signing-keys", null, Body.of("compromised", false)),
                new Operation("PATCH", "/platform/plans/{code}", null, Body.of("name", "Nowhere")),
                new Operation("GET", "/platform/tenants", null, null),
                new Operation("POST", "/platform/tenants", null, registration()),
                new Operation("POST", "/platform/tenants/import", null, "no archive"),
                new Operation("GET", tenant, null, null),
                new Operation("PUT", tenant + "/tier", null, Body.of("plan", "community")),
                new Operation("POST", tenant + "/clone", null, Body.of("slug", "nowhere", "name", "n")),
                new Operation("POST", tenant + "/invoices/verification", null, null),
                new Operation("POST", tenant + "/archive", null, null),
                new Operation("POST", tenant + "/unarchive", null, null),
                new Operation("POST", tenant + "/erase", null, Body.of("confirm", "nowhere")),
                new Operation("GET", tenant + "/erasures", null, null),
                new Operation("GET", tenant + "/backups", null, null),
                new Operation("POST", tenant + "/backups", null, null),
                new Operation("GET", tenant + "/backups/{archive_id}/content", null, null),
                new Operation("POST", tenant + "/restore", null, Body.of("archive_id", RolesIT.NOWHERE)),
                new Operation("GET", tenant + "/restores/{job_id}", null, null),
                new Operation("POST", tenant + "/restores/{job_id}/swap", null, null),
                new Operation("POST", tenant + "/restores/{job_id}/undo", null, null),
                new Operation("POST", tenant + "/restores/{job_id}/discard", null, null),
                new Operation("POST", tenant + "/suspend", null, Body.of("reason", "unpaid")),
                new Operation("POST", tenant + "/resume", null, null));
    }

    /** What operators do about who gets in. */
    static List<Operation> givingAccess() {
        String keys = "/platform/provisioning-keys";
        String accesses = "/platform/tenants/{id}/support-access";
        return List.of(
                new Operation("GET", keys, null, null),
                new Operation("POST", keys, null, Body.of("external_platform_id", "roles", "name", "Roles")),
                new Operation("DELETE", keys + "/{id}", null, null),
                new Operation("GET", accesses, null, null),
                new Operation("POST", accesses, null, Body.of("reason", "r")),
                new Operation("DELETE", accesses + "/{access_id}", null, null));
    }
}
