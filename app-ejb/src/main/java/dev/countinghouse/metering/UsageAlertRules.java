package dev.countinghouse.metering;

import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says exactly what is wrong with an alert. */
final class UsageAlertRules {

    private final List<FieldError> errors = new ArrayList<>();

    private UsageAlertRules() {}

    /** @throws BillingException VALIDATION_FAILED with every field that is wrong */
    static void require(UsageAlertTerms terms, MetricView metric) {
        List<FieldError> errors = check(terms, metric);
        if (!errors.isEmpty()) {
            throw new BillingException(
                    ProblemType.VALIDATION_FAILED,
                    errors.getFirst().field() + " " + errors.getFirst().message(),
                    errors);
        }
    }

    /** Everything that is wrong, in the order of the fields; empty when nothing is. */
    static List<FieldError> check(UsageAlertTerms terms, MetricView metric) {
        UsageAlertRules rules = new UsageAlertRules();
        rules.require(!terms.hard() || terms.limit() != null, "limit", "required", "is what a hard limit needs");
        rules.require(
                !terms.hard() || isAdditive(metric),
                "hard",
                "not_allowed",
                "needs a metric that counts or sums: of another the next event may take usage down");
        rules.require(
                terms.hard() || !terms.thresholds().isEmpty(),
                "thresholds",
                "required",
                "must have at least one unless the limit is hard");
        rules.thresholds(terms);
        rules.addresses(terms.recipients());
        return List.copyOf(rules.errors);
    }

    private static boolean isAdditive(MetricView metric) {
        return !metric.recurring()
                && (metric.aggregation() == Aggregation.COUNT || metric.aggregation() == Aggregation.SUM);
    }

    private void thresholds(UsageAlertTerms terms) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < terms.thresholds().size(); i++) {
            UsageThreshold threshold = terms.thresholds().get(i);
            String path = "thresholds[" + i + "]";
            boolean one = (threshold.percent() == null) != (threshold.quantity() == null);
            require(one, path, "one_of", "must have either percent or quantity");
            require(
                    threshold.percent() == null || terms.limit() != null,
                    path + ".percent",
                    "not_allowed",
                    "is of a limit, and there is none");
            require(!one || seen.add(threshold.text()), path, "duplicate", "is in the list already");
        }
    }

    private void addresses(List<String> recipients) {
        for (int i = 0; i < recipients.size(); i++) {
            require(
                    Mail.isAddress(recipients.get(i)),
                    "recipients[" + i + "]",
                    "malformed",
                    "is no address to send to");
            require(
                    recipients.indexOf(recipients.get(i)) == i,
                    "recipients[" + i + "]",
                    "duplicate",
                    "is in the list already");
        }
    }

    private void require(boolean holds, String field, String code, String message) {
        if (!holds) {
            errors.add(new FieldError(field, code, message));
        }
    }
}
