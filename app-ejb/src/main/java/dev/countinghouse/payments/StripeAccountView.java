package dev.countinghouse.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's account at Stripe, without its secrets.
 *
 * @param account as Stripe calls it
 * @param livemode whether it moves real money
 * @param secretKeyLast4 of the key that charges
 * @param webhookSecretLast4 of the secret that webhooks are signed with
 * @param collection whether invoices are collected as they are finalized
 * @param webhookPath where Stripe's events are to be sent to, below the address of this server
 * @param connectedAt when this account was connected first; real time
 * @param heldSince since when nothing is charged, because other books were put in place, in real time; null when it is charged
 */
public record StripeAccountView(
        String account,
        boolean livemode,
        String secretKeyLast4,
        String webhookSecretLast4,
        String publishableKey,
        CollectionMode collection,
        String webhookPath,
        Instant connectedAt,
        @Nullable Instant heldSince,
        int version) {}
