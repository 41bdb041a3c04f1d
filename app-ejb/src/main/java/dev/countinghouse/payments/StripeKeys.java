package dev.countinghouse.payments;

/**
 * What connects a tenant's account at Stripe.
 *
 * @param secretKey {@code sk_test_...}, {@code rk_live_...} and so on
 * @param webhookSecret {@code whsec_...}
 * @param publishableKey {@code pk_test_...} or {@code pk_live_...}
 */
public record StripeKeys(String secretKey, String webhookSecret, String publishableKey, CollectionMode collection) {

    private static final int SHOWN = 4;
    private static final String LIVE = "_live_";

    /** Whether they move real money. */
    boolean livemode() {
        return secretKey.contains(LIVE);
    }

    /** Whether both keys are for real money or both are not. */
    boolean agree() {
        return livemode() == publishableKey.contains(LIVE);
    }

    /** What may be shown of a secret. */
    static String last4(String secret) {
        return secret.substring(Math.max(0, secret.length() - SHOWN));
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "StripeKeys[" + publishableKey + "]";
    }
}
