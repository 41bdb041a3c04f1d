package dev.countinghouse.payments.domain;

import java.time.Duration;

/** When a gateway is asked again what became of an attempt. Source: docs/BILLING.md, payments through a gateway. */
public final class CheckTimes {

    /**
     * How long an answer is waited for before somebody else asks: longer than a call may take. Who asks while another one does charges
     * nothing twice, for the key is the same.
     */
    public static final Duration ANSWER = Duration.ofSeconds(60);

    /**
     * How long after its transaction a question may begin. A server that stood still for longer does not ask any more: its answer would come
     * when another one has found out already.
     */
    public static final Duration BEGIN = Duration.ofSeconds(10);

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
