package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.tenants}, as {@code ch_owner} sees them. */
record Registry(
        VaultTenant tenant,
        String status,
        String schemaVersion,
        String kind,
        @Nullable Instant testClock) {

    /** How long the row is held, until the transaction ends. */
    enum Hold {
        /** It does not go away. */
        PRESENT("FOR KEY SHARE"),
        /** Nobody else changes it, but who only needs it to be there goes on. */
        STEADY("FOR NO KEY UPDATE"),
        /** Nobody else changes it. */
        EXCLUSIVE("FOR UPDATE");

        private final String clause;

        Hold(String clause) {
            this.clause = clause;
        }
    }

    static Optional<Registry> find(Connection owner, UUID tenantId, Hold hold) throws SQLException {
        return Sql.find(
                owner,
                row -> {
                    OffsetDateTime clock = row.getObject("test_clock", OffsetDateTime.class);
                    return new Registry(
                            new VaultTenant(tenantId, Sql.text(row, "slug"), Sql.text(row, "schema_name")),
                            Sql.text(row, "status"),
                            Sql.text(row, "schema_version"),
                            Sql.text(row, "kind"),
                            clock == null ? null : clock.toInstant());
                },
                "SELECT slug, schema_name, status, schema_version, kind, test_clock FROM public.tenants WHERE id = ? "
                        + hold.clause,
                tenantId);
    }

    /** @throws VaultException NOT_FOUND */
    static Registry require(Connection owner, VaultTenant tenant, Hold hold) throws SQLException {
        return find(owner, tenant.id(), hold)
                .filter(found -> found.tenant.equals(tenant))
                .orElseThrow(() -> new VaultException(Reason.NOT_FOUND, "There is no tenant " + tenant.slug()));
    }

    /** @throws VaultException WRONG_STATE when the tenant has no books in the database */
    Registry withBooks() {
        if (status.equals("archived") || status.equals("erased")) {
            throw new VaultException(Reason.WRONG_STATE, "The tenant " + tenant.slug() + " is " + status);
        }
        return this;
    }

    /** @throws VaultException FOREIGN when an archive is not this tenant's */
    static void requireOwn(VaultTenant tenant, Manifest manifest) {
        if (!manifest.tenant().equals(tenant)) {
            throw new VaultException(
                    Reason.FOREIGN,
                    "The archive is of the tenant %s (%s), not of %s"
                            .formatted(
                                    manifest.tenant().slug(), manifest.tenant().id(), tenant.slug()));
        }
    }
}
