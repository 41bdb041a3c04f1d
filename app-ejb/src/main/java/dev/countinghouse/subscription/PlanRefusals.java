package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;

/** What a client hears who asks for a plan that a subscription cannot take. */
final class PlanRefusals {

    private PlanRefusals() {}

    static BillingException of(PlanMove.Refusal refusal) {
        String subscription = "The subscription " + refusal.detail();
        String plan = "cannot be taken: the subscription " + refusal.detail();
        return switch (refusal.problem()) {
            case ENDED, ALREADY_MOVING, INCOMPLETE, PAUSED -> new BillingException(ProblemType.CONFLICT, subscription);
            case METRIC_ALREADY_BILLED ->
                new BillingException(
                        ProblemType.METRIC_ALREADY_BILLED, "The plan cannot be taken: " + refusal.detail());
            case ENDS_BEFORE -> BillingException.invalid("at", "ends_before", refusal.detail());
            case ALREADY_AT_VERSION, OTHER_VERSION -> BillingException.invalid("plan", "unchanged", plan);
            case CURRENCY_DIFFERS -> BillingException.invalid("plan", "currency_mismatch", plan);
            case HAS_OVERRIDES -> BillingException.invalid("plan", "has_overrides", plan);
            case PERIODS_DIFFER -> BillingException.invalid("plan", "periods_differ", plan);
            case METRIC_BILLED_BEFORE -> BillingException.invalid("plan", "metric_billed_before", plan);
        };
    }
}
