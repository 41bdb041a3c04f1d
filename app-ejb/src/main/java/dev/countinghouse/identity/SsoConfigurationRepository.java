package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The single sign-on of the current tenant: row-level security shows no other, and its secret to nobody. */
@ApplicationScoped
class SsoConfigurationRepository {

    private static final String SEPARATOR = " "; // in no scope and no domain
    private static final String SELECT = "SELECT enabled, required, issuer, client_id,"
            + " array_to_string(scopes, ' ') AS scopes, groups_claim, default_role,"
            + " array_to_string(email_domains, ' ') AS email_domains, creates_users, version, updated_at"
            + " FROM public.sso_configurations";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** At most one. */
    Optional<SsoView> find() {
        return view(entityManager.createNativeQuery(SELECT, Tuple.class));
    }

    /** The same; held until the transaction ends, so that two changes come one after the other. */
    Optional<SsoView> lock() {
        return view(entityManager.createNativeQuery(SELECT + " FOR UPDATE", Tuple.class));
    }

    @SuppressWarnings("unchecked")
    private Optional<SsoView> view(Query query) {
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new SsoView(
                        row.get("enabled", Boolean.class),
                        row.get("required", Boolean.class),
                        row.get("issuer", String.class),
                        row.get("client_id", String.class),
                        texts(row.get("scopes", String.class)),
                        row.get("groups_claim", String.class),
                        groupRoles(),
                        row.get("default_role", String.class),
                        texts(row.get("email_domains", String.class)),
                        row.get("creates_users", Boolean.class),
                        row.get("version", Integer.class),
                        row.get("updated_at", Instant.class)));
    }

    private List<GroupRole> groupRoles() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("SELECT group_name, role FROM public.sso_group_roles ORDER BY position", Tuple.class)
                .getResultList();
        return rows.stream()
                .map(row -> new GroupRole(row.get("group_name", String.class), row.get("role", String.class)))
                .toList();
    }

    /** False when there is one already. */
    boolean insert(UUID tenantId, SsoChange wanted, byte[] sealedSecret, Instant now) {
        return bind(
                                entityManager.createNativeQuery(
                                        "INSERT INTO public.sso_configurations (tenant_id, enabled, required, issuer,"
                                                + " client_id, sealed_secret, scopes, groups_claim, default_role,"
                                                + " email_domains, creates_users, updated_at) VALUES (:tenant, :enabled,"
                                                + " :required, :issuer, :client, :secret,"
                                                + " string_to_array(CAST(:scopes AS text), ' '), :claim,"
                                                + " CAST(:role AS text), string_to_array(CAST(:domains AS text), ' '),"
                                                + " :creates, :now) ON CONFLICT (tenant_id) DO NOTHING"),
                                wanted,
                                now)
                        .setParameter("tenant", tenantId)
                        .setParameter("secret", sealedSecret)
                        .executeUpdate()
                == 1;
    }

    /** @param sealedSecret null to keep the one there is */
    void update(SsoChange wanted, byte @Nullable [] sealedSecret, Instant now) {
        bind(
                        entityManager.createNativeQuery(
                                "UPDATE public.sso_configurations SET enabled = :enabled, required = :required,"
                                        + " issuer = :issuer, client_id = :client,"
                                        + " scopes = string_to_array(CAST(:scopes AS text), ' '), groups_claim = :claim,"
                                        + " default_role = CAST(:role AS text),"
                                        + " email_domains = string_to_array(CAST(:domains AS text), ' '),"
                                        + " creates_users = :creates, version = version + 1, updated_at = :now"),
                        wanted,
                        now)
                .executeUpdate();
        if (sealedSecret != null) {
            entityManager
                    .createNativeQuery("UPDATE public.sso_configurations SET sealed_secret = :secret")
                    .setParameter("secret", sealedSecret)
                    .executeUpdate();
        }
    }

    private static Query bind(Query query, SsoChange wanted, Instant now) {
        return query.setParameter("enabled", wanted.enabled())
                .setParameter("required", wanted.required())
                .setParameter("issuer", wanted.issuer())
                .setParameter("client", wanted.clientId())
                .setParameter("scopes", String.join(SEPARATOR, wanted.scopes()))
                .setParameter("claim", wanted.groupsClaim())
                .setParameter("role", wanted.defaultRole())
                .setParameter("domains", String.join(SEPARATOR, wanted.emailDomains()))
                .setParameter("creates", wanted.createsUsers())
                .setParameter("now", now);
    }

    /** Sets all of them anew. */
    void setGroupRoles(UUID tenantId, List<GroupRole> groupRoles) {
        entityManager.createNativeQuery("DELETE FROM public.sso_group_roles").executeUpdate();
        for (int i = 0; i < groupRoles.size(); i++) {
            entityManager
                    .createNativeQuery("INSERT INTO public.sso_group_roles (tenant_id, position, group_name, role)"
                            + " VALUES (:tenant, :position, :name, :role)")
                    .setParameter("tenant", tenantId)
                    .setParameter("position", i)
                    .setParameter("name", groupRoles.get(i).group())
                    .setParameter("role", groupRoles.get(i).role())
                    .executeUpdate();
        }
    }

    void delete() {
        entityManager.createNativeQuery("DELETE FROM public.sso_configurations").executeUpdate();
    }

    private static List<String> texts(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1));
    }
}
