package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of an alert is to change; null leaves a value as it is. */
public record UsageAlertChange(
        @Nullable BigDecimal limit,
        @Nullable Boolean hard,
        @Nullable List<UsageThreshold> thresholds,
        @Nullable List<String> recipients,
        @Nullable Map<String, String> metadata) {

    /** The terms that come of those that are there. */
    UsageAlertTerms of(UsageAlertTerms before) {
        return new UsageAlertTerms(
                limit == null ? before.limit() : limit,
                hard == null ? before.hard() : hard,
                thresholds == null ? before.thresholds() : thresholds,
                recipients == null ? before.recipients() : recipients);
    }
}
