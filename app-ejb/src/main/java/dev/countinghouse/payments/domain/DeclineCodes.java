package dev.countinghouse.payments.domain;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a decline says about trying again by the same payment method. Source: Stripe's decline codes, and what its own retries leave alone
 * (docs.stripe.com/declines/codes, docs.stripe.com/billing/revenue-recovery/smart-retries).
 */
public final class DeclineCodes {

    /** After a decline that says nothing more. */
    public static final int USUAL_WAIT_DAYS = 1;

    private static final int FEW = 2;
    private static final int SOME = 3;

    /** The method will not work again: its owner or his bank has to do something first. */
    private static final Set<String> FINAL = Set.of(
            "authentication_required",
            "expired_card",
            "highest_risk_level",
            "incorrect_number",
            "invalid_account",
            "lost_card",
            "pickup_card",
            "restricted_card",
            "revocation_of_all_authorizations",
            "revocation_of_authorization",
            "stolen_card",
            "transaction_not_allowed");

    private static final Map<String, Integer> WAIT_DAYS = Map.of(
            "insufficient_funds", SOME,
            "card_velocity_exceeded", SOME,
            "withdrawal_count_limit_exceeded", SOME,
            "do_not_honor", FEW,
            "generic_decline", FEW,
            "fraudulent", SOME);

    private DeclineCodes() {}

    /** Codes after which the same payment method is not to be tried again. */
    public static Set<String> finalOnes() {
        return FINAL;
    }

    /** Days from a decline to the next try, by code; {@link #USUAL_WAIT_DAYS} for all others. */
    public static Map<String, Integer> waitDays() {
        return new TreeMap<>(WAIT_DAYS);
    }
}
