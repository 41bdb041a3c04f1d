package dev.countinghouse.invoicing;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** What an invoice was settled by, in minor units of its currency. */
@Embeddable
class SettledAmounts {

    @Column(name = "paid_minor", nullable = false)
    private long paidMinor;

    @Column(name = "credited_minor", nullable = false)
    private long creditedMinor;

    @Column(name = "refunded_minor", nullable = false)
    private long refundedMinor;

    /** From the customer's credit balance when it was finalized; below zero, to it. */
    @Column(name = "applied_minor", nullable = false, updatable = false)
    private long appliedMinor;

    /** From his wallets when it was finalized. */
    @Column(name = "wallet_minor", nullable = false, updatable = false)
    private long walletMinor;

    /** To the credit balance since. */
    @Column(name = "returned_minor", nullable = false)
    private long returnedMinor;

    @Column(name = "written_off_minor", nullable = false)
    private long writtenOffMinor;

    @Column(name = "recovered_minor", nullable = false)
    private long recoveredMinor;

    protected SettledAmounts() {}

    /** As it is when it is finalized. */
    SettledAmounts(long appliedMinor, long walletMinor) {
        this.appliedMinor = appliedMinor;
        this.walletMinor = walletMinor;
    }

    void pay(long minor, boolean recovers) {
        paidMinor = Math.addExact(paidMinor, minor);
        if (recovers) {
            recoveredMinor = Math.addExact(recoveredMinor, minor);
        }
    }

    void credit(long minor, long returned, long refunded) {
        creditedMinor = Math.addExact(creditedMinor, minor);
        returnedMinor = Math.addExact(returnedMinor, returned);
        refundedMinor = Math.addExact(refundedMinor, refunded);
    }

    /** What was paid goes back, and is owed again. */
    void refund(long minor) {
        refundedMinor = Math.addExact(refundedMinor, minor);
    }

    /**
     * What was to go back stays.
     *
     * @param settles what is owed no more by it
     * @param returned the rest, which goes to the credit balance
     */
    void keep(long settles, long returned) {
        refundedMinor = Math.subtractExact(refundedMinor, Math.addExact(settles, returned));
        returnedMinor = Math.addExact(returnedMinor, returned);
    }

    void writeOff(long minor) {
        writtenOffMinor = minor;
    }

    /** What had been applied goes back to the credit balance; what wallets paid goes back to them. */
    void takeBack() {
        returnedMinor = appliedMinor;
    }

    /** Whether something was paid that did not go back in money. */
    boolean isPaidInPart() {
        return paidMinor > refundedMinor;
    }

    /** What of its payments did not go back yet, in money or to the credit balance. */
    long refundableMinor() {
        return paidMinor - refundedMinor + Math.min(0, keptMinor());
    }

    /** Whether something of it was paid or credited since it was finalized. */
    boolean isMoved() {
        return paidMinor > 0 || creditedMinor > 0;
    }

    /** Whether the credit balance gave or took something of it, or wallets paid some of it. */
    boolean isPrepaid() {
        return appliedMinor != 0 || walletMinor != 0;
    }

    /** What is not owed of the total. */
    long all() {
        return creditedMinor + keptMinor() + paidMinor - refundedMinor + lostMinor();
    }

    /** What the credit balance and wallets settled and did not go back. */
    long keptMinor() {
        return appliedMinor + walletMinor - returnedMinor;
    }

    /** What was written off and has not come in since. */
    long lostMinor() {
        return writtenOffMinor - recoveredMinor;
    }

    long paidMinor() {
        return paidMinor;
    }

    long creditedMinor() {
        return creditedMinor;
    }

    long refundedMinor() {
        return refundedMinor;
    }

    long appliedMinor() {
        return appliedMinor;
    }

    long walletMinor() {
        return walletMinor;
    }

    long returnedMinor() {
        return returnedMinor;
    }

    long writtenOffMinor() {
        return writtenOffMinor;
    }

    long recoveredMinor() {
        return recoveredMinor;
    }
}
