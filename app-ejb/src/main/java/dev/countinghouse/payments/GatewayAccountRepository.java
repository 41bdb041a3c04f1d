package dev.countinghouse.payments;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The row of {@code public.payment_gateways} that is the current tenant's: row-level security shows no other. */
@ApplicationScoped
class GatewayAccountRepository {

    private static final String AUTOMATIC = "automatic";

    private static final String ACCOUNT =
            "SELECT account, livemode, sealed_secret_key, collection, held_since FROM public.payment_gateways WHERE gateway = 'stripe'";

    private static final String SHOWN =
            "SELECT account, livemode, secret_key_last4, webhook_secret_last4, publishable_key, collection, connected_at, held_since,"
                    + " version FROM public.payment_gateways WHERE gateway = 'stripe'";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    @Inject
    MasterKey masterKey;

    @Inject
    StripeGateway stripe;

    @Inject
    BusinessClock businessClock;

    /** Whether real money may move: not by a clock that somebody sets, not of a copy of the books, and through Stripe itself alone. */
    boolean mayBeLive() {
        return stripe.isStripeItself() && !CurrentScope.tenant().sandbox() && !businessClock.isTest();
    }

    /** The account that may be asked something; empty when none is connected, or it may not be used. */
    Optional<GatewayAccount> usable() {
        return usable(entityManager.createNativeQuery(ACCOUNT, Tuple.class));
    }

    /** The account that may be asked something; it is not changed until the transaction ends. */
    Optional<GatewayAccount> usableStill() {
        return usable(entityManager.createNativeQuery(ACCOUNT + " FOR SHARE", Tuple.class));
    }

    /** The account through which payments may be collected now; empty also while it is held. */
    Optional<GatewayAccount> charging() {
        return usable().filter(account -> account.heldSince() == null);
    }

    /** The same; it is not changed until the transaction ends. */
    Optional<GatewayAccount> chargingStill() {
        return usableStill().filter(account -> account.heldSince() == null);
    }

    private Optional<GatewayAccount> usable(Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .findFirst()
                .filter(row -> !row.get("livemode", Boolean.class) || mayBeLive())
                .map(row -> new GatewayAccount(
                        GatewayAccount.of(row.get("account", String.class), row.get("livemode", Boolean.class)),
                        row.get("livemode", Boolean.class),
                        open(row.get("sealed_secret_key", byte[].class), "key"),
                        AUTOMATIC.equals(row.get("collection", String.class)),
                        row.get("held_since", Instant.class)));
    }

    /** What is of the account that is connected, as {@link GatewayAccount#of} names it; empty when none is. */
    Optional<String> connected() {
        return view().map(account -> GatewayAccount.of(account.account(), account.livemode()));
    }

    /** What the account's webhooks are signed with. */
    Optional<String> webhookSecret() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT sealed_webhook_secret FROM public.payment_gateways WHERE gateway = 'stripe'",
                        Tuple.class)
                .getResultList();
        return rows.stream().findFirst().map(row -> open(row.get("sealed_webhook_secret", byte[].class), "webhook"));
    }

    Optional<StripeAccountView> view() {
        return view(entityManager.createNativeQuery(SHOWN, Tuple.class));
    }

    /** The same; held until the transaction ends, so that two changes come one after the other. */
    Optional<StripeAccountView> lock() {
        return view(entityManager.createNativeQuery(SHOWN + " FOR UPDATE", Tuple.class));
    }

    private Optional<StripeAccountView> view(Query query) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new StripeAccountView(
                        row.get("account", String.class),
                        row.get("livemode", Boolean.class),
                        row.get("secret_key_last4", String.class),
                        row.get("webhook_secret_last4", String.class),
                        row.get("publishable_key", String.class),
                        CollectionMode.valueOf(
                                row.get("collection", String.class).toUpperCase(Locale.ROOT)),
                        "/api/v1/webhooks/stripe/" + CurrentScope.tenant().slug(),
                        row.get("connected_at", Instant.class),
                        row.get("held_since", Instant.class),
                        row.get("version", Integer.class)));
    }

    /** False when there is one already. */
    boolean insert(String account, StripeKeys keys, Instant now) {
        return bind(
                                entityManager.createNativeQuery(
                                        "INSERT INTO public.payment_gateways (tenant_id, gateway, account, livemode,"
                                                + " sealed_secret_key, secret_key_last4, sealed_webhook_secret,"
                                                + " webhook_secret_last4, publishable_key, collection, connected_at)"
                                                + " VALUES (:tenant, 'stripe', :account, :livemode, :key, :keyEnd, :webhook,"
                                                + " :webhookEnd, :publishable, :collection, :now)"
                                                + " ON CONFLICT (tenant_id, gateway) DO NOTHING"),
                                account,
                                keys)
                        .setParameter("tenant", CurrentScope.tenant().id())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** The account was connected now when it is another one than before. */
    void update(String account, StripeKeys keys, Instant now) {
        bind(
                        entityManager.createNativeQuery(
                                "UPDATE public.payment_gateways SET connected_at = CASE WHEN account = :account THEN connected_at"
                                        + " ELSE CAST(:now AS timestamptz) END, account = :account, livemode = :livemode,"
                                        + " sealed_secret_key = :key, secret_key_last4 = :keyEnd,"
                                        + " sealed_webhook_secret = :webhook, webhook_secret_last4 = :webhookEnd,"
                                        + " publishable_key = :publishable, collection = :collection, version = version + 1"
                                        + " WHERE gateway = 'stripe'"),
                        account,
                        keys)
                .setParameter("now", now)
                .executeUpdate();
    }

    /** It is charged through again. */
    void release() {
        entityManager
                .createNativeQuery("UPDATE public.payment_gateways SET held_since = NULL, version = version + 1"
                        + " WHERE gateway = 'stripe'")
                .executeUpdate();
    }

    void delete() {
        entityManager
                .createNativeQuery("DELETE FROM public.payment_gateways WHERE gateway = 'stripe'")
                .executeUpdate();
    }

    private Query bind(Query query, String account, StripeKeys keys) {
        return query.setParameter("account", account)
                .setParameter("livemode", keys.livemode())
                .setParameter("key", seal(keys.secretKey(), "key"))
                .setParameter("keyEnd", StripeKeys.last4(keys.secretKey()))
                .setParameter("webhook", seal(keys.webhookSecret(), "webhook"))
                .setParameter("webhookEnd", StripeKeys.last4(keys.webhookSecret()))
                .setParameter("publishable", keys.publishableKey())
                .setParameter("collection", keys.collection().name().toLowerCase(Locale.ROOT));
    }

    private byte[] seal(String secret, String what) {
        return masterKey.seal(secret.getBytes(StandardCharsets.UTF_8), name(what));
    }

    private String open(byte[] sealed, String what) {
        return new String(masterKey.open(sealed, name(what)), StandardCharsets.UTF_8);
    }

    /** A secret opens for the tenant that it was sealed for and for no other. */
    private static String name(String what) {
        return "stripe-" + what + ":" + CurrentScope.tenant().id();
    }
}
