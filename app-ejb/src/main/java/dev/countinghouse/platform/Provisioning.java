package dev.countinghouse.platform;

import dev.countinghouse.audit.CurrentActor;
import dev.countinghouse.identity.ApiKeyView;
import dev.countinghouse.identity.Member;
import dev.countinghouse.identity.PasswordHashing;
import dev.countinghouse.identity.Role;
import dev.countinghouse.identity.TrustedPlatform;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes tenants for the stores of trusted platforms. A store has one tenant: whoever asks again is answered with it. The tenant is
 * made whole or not at all; the platform's key follows in the tenant's own role, and if the server dies between the two, asking
 * again completes it.
 */
@ApplicationScoped
public class Provisioning {

    private static final int SLUG_TRIES = 4;

    @Inject
    ProvisioningBook book;

    @Inject
    TenantFactory tenants;

    @Inject
    PlatformKey platformKey;

    @Inject
    PasswordHashing passwords;

    /**
     * What a platform asks for, and how.
     *
     * @param rotateApiKey whether it wants another API key in place of the one it has
     * @param idempotencyKey null when it sent none
     * @param requestHash of the body
     */
    public record Wish(
            StoreRequest store,
            boolean rotateApiKey,
            @Nullable String idempotencyKey,
            byte[] requestHash) {}

    /**
     * The tenant of a store, made if there is none.
     *
     * @throws BillingException IDEMPOTENCY_KEY_REUSED for another request with the same key; SLUG_TAKEN; EMAIL_TAKEN when the
     *     address is that of somebody whom the platform did not bring; TENANT_SUSPENDED; CONFLICT when the tenant has revoked
     *     the key that is to be rotated
     */
    public ProvisioningView provision(TrustedPlatform platform, Wish wish) {
        String externalId = platform.externalPlatformId();
        requireSameRequest(externalId, wish);
        String store = wish.store().externalStoreId();
        Optional<KnownStore> before = book.find(externalId, store);
        boolean created = before.isEmpty();
        KnownStore known = before.orElseGet(() -> make(externalId, wish));
        if (!known.active()) {
            throw new BillingException(ProblemType.TENANT_SUSPENDED, "Ask the operator of the platform");
        }
        Tenant tenant = known.tenant();
        if (!tenant.isWorkable()) {
            throw new BillingException(ProblemType.SCHEMA_NOT_SUPPORTED, "Another server may be newer: try again");
        }
        ApiKeyView key = CurrentActor.call(
                platform.actor(),
                () -> CurrentScope.call(Scope.of(tenant), () -> platformKey.give(!created && wish.rotateApiKey())));
        return new ProvisioningView(tenant.id(), tenant.slug(), externalId, store, created, key);
    }

    private void requireSameRequest(String platform, Wish wish) {
        String key = wish.idempotencyKey();
        if (key != null
                && book.requestOf(platform, key)
                        .filter(hash -> !MessageDigest.isEqual(hash, wish.requestHash()))
                        .isPresent()) {
            throw new BillingException(ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new key for a new request");
        }
    }

    /** If another request for the same store came first, its tenant. */
    private KnownStore make(String platform, Wish wish) {
        StoreRequest store = wish.store();
        Place place = new Place(platform, store.externalStoreId(), wish.idempotencyKey(), wish.requestHash());
        String email = store.email().strip().toLowerCase(Locale.ROOT);
        String name = store.name() == null ? store.company() : store.name();
        Optional<UUID> user = book.owner(platform, email);
        Member owner = new Member(user.orElseGet(Ids::next), email, name, Role.OWNER.code());
        String hash = user.isPresent() ? null : passwords.unguessable();
        try {
            return new KnownStore(makeWithFreeSlug(store, owner, hash, place), true);
        } catch (BillingException e) {
            return book.find(platform, store.externalStoreId()).orElseThrow(() -> e);
        }
    }

    private Tenant makeWithFreeSlug(StoreRequest store, Member owner, @Nullable String hash, Place place) {
        String wanted = store.slug();
        for (int tries = 1; ; tries++) {
            String slug =
                    wanted != null ? wanted : tries == 1 ? Slugs.of(store.company()) : Slugs.like(store.company());
            try {
                Registration registration = new Registration(
                        store.company(), slug, owner.email(), "", owner.name(), store.timeZone(), store.currency());
                return tenants.provision(registration, owner, hash, place);
            } catch (BillingException e) {
                if (wanted != null || e.type() != ProblemType.SLUG_TAKEN || tries == SLUG_TRIES) {
                    throw e;
                }
            }
        }
    }
}
