package dev.countinghouse.analytics.domain;

import java.util.Arrays;

/** How long something has been due. It is overdue from the day after its due date on. */
public enum Ageing {
    /** Its due date is today or to come. */
    NOT_DUE(0),
    DAYS_1_TO_30(30),
    DAYS_31_TO_60(60),
    DAYS_61_TO_90(90),
    DAYS_OVER_90(Integer.MAX_VALUE);

    private final int until;

    Ageing(int until) {
        this.until = until;
    }

    /** @param daysOverdue since the due date; zero and less: not overdue */
    public static Ageing of(int daysOverdue) {
        return Arrays.stream(values())
                .filter(ageing -> daysOverdue <= ageing.until)
                .findFirst()
                .orElse(DAYS_OVER_90);
    }
}
