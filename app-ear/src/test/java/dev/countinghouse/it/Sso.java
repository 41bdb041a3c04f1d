package dev.countinghouse.it;

import dev.countinghouse.testing.TestApplication;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/** Single sign-on of a tenant as tests set it up. */
final class Sso {
    static final String DOMAIN = "staff.example";
    private static final String PATH = "/tenant/sso";

    private Sso() {}

    /** A configuration that is good, whoever the provider is. */
    static Map<String, @Nullable Object> configuration(String issuer) {
        Map<String, @Nullable Object> body = Body.of("enabled", true, "issuer", issuer, "client_id", "c");
        body.put("client_secret", "a client's secret");
        body.put("email_domains", List.of(DOMAIN));
        body.put("creates_users", true);
        body.put(
                "group_roles",
                List.of(Body.of("group", "boss", "role", "admin"), Body.of("group", "clerk", "role", "member")));
        return body;
    }

    /** The tenant's members log in at the real provider from now on. */
    static void withProvider(TestTenant tenant, @Nullable Object... more) {
        OpenIdProvider.Client client =
                OpenIdProvider.register(redirectUri(tenant), ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        Map<String, @Nullable Object> body =
                configuration(OpenIdProvider.issuer().toString());
        body.put("client_id", client.id());
        body.put("client_secret", client.secret());
        set(tenant, Body.like(body, more));
    }

    static Answer set(TestTenant tenant, Map<String, @Nullable Object> body) {
        return tenant.api().put(PATH, body).expect(200);
    }

    static URI redirectUri(TestTenant tenant) {
        return TestApplication.baseUrl().resolve("/api/v1/auth/sso/" + tenant.slug() + "/callback");
    }

    /** Makes somebody known to the real provider, with a verified address and in these groups; answers with his name. */
    static String person(String... groups) {
        String name = "p" + TestTenant.unique();
        move(name, groups);
        return name;
    }

    /** From now on somebody is in these groups and in no others. */
    static void move(String name, String... groups) {
        OpenIdProvider.person(
                name,
                Map.of(
                        "email",
                        email(name),
                        "email_verified",
                        true,
                        "name",
                        "Name of " + name,
                        "groups",
                        List.of(groups)));
    }

    static String email(String person) {
        return person + "@" + DOMAIN;
    }
}
