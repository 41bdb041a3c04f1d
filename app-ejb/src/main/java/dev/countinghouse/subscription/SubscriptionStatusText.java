package dev.countinghouse.subscription;

import dev.countinghouse.database.LowerCaseEnum;

/** Statuses are written in lower case. */
class SubscriptionStatusText extends LowerCaseEnum<SubscriptionStatus> {

    SubscriptionStatusText() {
        super(SubscriptionStatus.class);
    }
}
