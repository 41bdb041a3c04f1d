package dev.countinghouse.payments.domain;

import java.time.Duration;

/** When a gateway is asked again what became of an attempt. Source: docs/BILLING.md, payments through a gateway. */
public final class CheckTimes {

    /**
     * How long an answer is waited for before somebody else asks: longer than the calls of a question may take, at 25 s each. Who asks while
     * another one does charges nothing twice, for the key is the same.
     */
    public static final Duration ANSWER = Duration.ofSeconds(120);

    /** How long after it was decided to ask the gateway it may be asked for money: whoever was held up longer leaves it to others. */
    public static final Duration SENT = Duration.ofSeconds(60);

    /** How long after an attempt was made nobody else can have asked the gateway for it. */
    public static final Duration FRESH = Duration.ofMinutes(5);

    /** How long a payment that was not confirmed may be on its way. */
    public static final Duration CONFIRMING = Duration.ofMinutes(10);

    /** How long the gateway surely remembers a key: it forgets it after 24 hours, and then the same call would charge again. */
    public static final Duration KEY_HOLDS = Duration.ofHours(23);

    /** How long a customer has for what he has to do. */
    public static final Duration ACTION = Duration.ofDays(7);

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 12;

    private CheckTimes() {}

    /**
     * How long to wait after so many questions without an answer: 2, 4, 8 seconds and so on, at most an hour.
     *
     * @param asked 1 or more
     */
    public static Duration after(int asked) {
        Duration wait = FIRST.multipliedBy(1L << Math.clamp(asked - 1L, 0, DOUBLINGS_MAX));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
