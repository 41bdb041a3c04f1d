package dev.countinghouse.identity;

import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Single sign-on of all tenants, as ch_identity sees it, and the logins that are under way. */
@ApplicationScoped
class SsoLoginRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Somebody who was let in and fetches his tokens. */
    record Admitted(UUID tenantId, UUID userId) {}

    /** What a tenant's single sign-on says of sessions. */
    record Rule(boolean enabled, boolean required) {}

    /** That of an active tenant. */
    Optional<SsoSettings> enabled(String slug) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT c.issuer, c.client_id, c.sealed_secret, array_to_string(c.scopes, ' ') AS scopes,
                            c.groups_claim, c.default_role, array_to_string(c.email_domains, ' ') AS email_domains,
                            c.creates_users, %s
                        FROM public.sso_configurations c JOIN public.tenants t ON t.id = c.tenant_id
                        WHERE c.enabled AND t.status = 'active' AND t.slug = :slug""".formatted(Tenant.COLUMNS), Tuple.class)
                .setParameter("slug", slug)
                .getResultList();
        return rows.stream().findFirst().map(this::settings);
    }

    private SsoSettings settings(Tuple row) {
        Tenant tenant = Tenant.of(row);
        return new SsoSettings(
                tenant,
                row.get("issuer", String.class),
                row.get("client_id", String.class),
                row.get("sealed_secret", byte[].class),
                List.of(row.get("scopes", String.class).split(" ", -1)),
                row.get("groups_claim", String.class),
                groupRoles(tenant.id()),
                row.get("default_role", String.class),
                List.of(row.get("email_domains", String.class).split(" ", -1)),
                row.get("creates_users", Boolean.class));
    }

    private List<GroupRole> groupRoles(UUID tenantId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT group_name, role FROM public.sso_group_roles WHERE tenant_id = :tenant"
                                + " ORDER BY position",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .getResultList();
        return rows.stream()
                .map(row -> new GroupRole(row.get("group_name", String.class), row.get("role", String.class)))
                .toList();
    }

    /** Without a configuration nothing is enabled or required. */
    Rule rule(UUID tenantId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT enabled, required FROM public.sso_configurations WHERE tenant_id = :tenant",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Rule(row.get("enabled", Boolean.class), row.get("required", Boolean.class)))
                .orElse(new Rule(false, false));
    }

    void insert(SsoAttempt attempt, Instant expires) {
        entityManager
                .createNativeQuery("INSERT INTO public.sso_logins (state_hash, tenant_id, issuer, client_id,"
                        + " browser_hash, nonce_hash, sealed_verifier, return_to, expires_at) VALUES (:state, :tenant,"
                        + " :issuer, :client, :browser, :nonce, :verifier, :return, :expires)")
                .setParameter("state", attempt.stateHash())
                .setParameter("tenant", attempt.tenantId())
                .setParameter("issuer", attempt.issuer())
                .setParameter("client", attempt.clientId())
                .setParameter("browser", attempt.browserHash())
                .setParameter("nonce", attempt.nonceHash())
                .setParameter("verifier", attempt.sealedVerifier())
                .setParameter("return", attempt.returnTo())
                .setParameter("expires", expires)
                .executeUpdate();
    }

    /** Takes the row of a state away, of the tenant's and the browser's it was made for: of many one gets an answer. */
    Optional<SsoAttempt> take(UUID tenantId, byte[] stateHash, byte[] browserHash, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "DELETE FROM public.sso_logins WHERE tenant_id = :tenant AND state_hash = :state"
                                + " AND browser_hash = :browser AND expires_at > :now"
                                + " RETURNING issuer, client_id, nonce_hash, sealed_verifier, return_to",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("state", stateHash)
                .setParameter("browser", browserHash)
                .setParameter("now", now)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new SsoAttempt(
                        stateHash,
                        tenantId,
                        row.get("issuer", String.class),
                        row.get("client_id", String.class),
                        browserHash,
                        row.get("nonce_hash", byte[].class),
                        row.get("sealed_verifier", byte[].class),
                        row.get("return_to", String.class)));
    }

    void insertCode(byte[] codeHash, Admitted who, byte[] browserHash, Instant expires) {
        entityManager
                .createNativeQuery("INSERT INTO public.sso_codes (code_hash, tenant_id, user_id, browser_hash,"
                        + " expires_at) VALUES (:code, :tenant, :user, :browser, :expires)")
                .setParameter("code", codeHash)
                .setParameter("tenant", who.tenantId())
                .setParameter("user", who.userId())
                .setParameter("browser", browserHash)
                .setParameter("expires", expires)
                .executeUpdate();
    }

    /** Uses a code: of many who try at once one gets an answer. */
    Optional<Admitted> takeCode(byte[] codeHash, byte[] browserHash, Instant now) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "DELETE FROM public.sso_codes WHERE code_hash = :code AND browser_hash = :browser"
                                + " AND expires_at > :now RETURNING tenant_id, user_id",
                        Tuple.class)
                .setParameter("code", codeHash)
                .setParameter("browser", browserHash)
                .setParameter("now", now)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Admitted(row.get("tenant_id", UUID.class), row.get("user_id", UUID.class)));
    }

    void deleteExpired(Instant now) {
        entityManager
                .createNativeQuery("DELETE FROM public.sso_logins WHERE expires_at <= :now")
                .setParameter("now", now)
                .executeUpdate();
        entityManager
                .createNativeQuery("DELETE FROM public.sso_codes WHERE expires_at <= :now")
                .setParameter("now", now)
                .executeUpdate();
    }
}
