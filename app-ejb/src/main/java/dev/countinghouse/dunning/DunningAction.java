package dev.countinghouse.dunning;

import dev.countinghouse.database.LowerCaseEnum;

/** What a step of a campaign does. */
public enum DunningAction {
    /** Writes to the customer. */
    MAIL,
    /** Charges the customer's payment method again. */
    RETRY,
    /** Tells that somebody else is to go on with it; the campaign ends. */
    HAND_OVER;

    /** As the database has it. */
    static final class Text extends LowerCaseEnum<DunningAction> {
        Text() {
            super(DunningAction.class);
        }
    }
}
