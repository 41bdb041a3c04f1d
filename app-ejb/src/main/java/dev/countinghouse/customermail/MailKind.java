package dev.countinghouse.customermail;

import dev.countinghouse.database.LowerCaseEnum;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What customers are written about. */
public enum MailKind {
    /** Their invoice, which is attached. */
    INVOICE_ISSUED,
    /** It will be due. */
    REMINDER_BEFORE_DUE,
    /** It is due. */
    REMINDER_ON_DUE,
    /** It was due. */
    REMINDER_AFTER_DUE,
    /** A receipt. */
    PAYMENT_RECEIVED,
    /** They could not be charged. */
    PAYMENT_FAILED,
    /** Money went back to them. */
    REFUND_MADE,
    /** A step of a dunning campaign. */
    DUNNING_NOTICE;

    private static final Set<String> OF_INVOICES =
            Set.of("customer_name", "seller_name", "invoice_number", "issued_on", "due_on", "total", "due");

    private static final Set<MailKind> REMINDERS = EnumSet.of(REMINDER_BEFORE_DUE, REMINDER_ON_DUE, REMINDER_AFTER_DUE);

    /** The name in the database and on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a name in lower case; empty when there is none. */
    public static Optional<MailKind> of(String code) {
        return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** What its texts may name. */
    public Set<String> variables() {
        return isOfMoney()
                ? Stream.concat(OF_INVOICES.stream(), Stream.of("amount")).collect(Collectors.toUnmodifiableSet())
                : OF_INVOICES;
    }

    boolean isOfMoney() {
        return this == PAYMENT_RECEIVED || this == PAYMENT_FAILED || this == REFUND_MADE;
    }

    /** Whether the invoice goes with it. */
    boolean carriesInvoice() {
        return this == INVOICE_ISSUED || this == DUNNING_NOTICE || isReminder();
    }

    /** Whether it has no sense once nothing is due. */
    boolean asksForMoney() {
        return this == PAYMENT_FAILED || this == DUNNING_NOTICE || isReminder();
    }

    /** Whether it has no sense once the invoice is void. */
    boolean needsValidInvoice() {
        return this == INVOICE_ISSUED || asksForMoney();
    }

    /** Whether it is said where the invoice can be paid, as long as something is due. */
    boolean leadsToPayment() {
        return this == INVOICE_ISSUED || asksForMoney();
    }

    boolean isReminder() {
        return REMINDERS.contains(this);
    }

    /** The reminders that come after it, of which one is enough. */
    Set<MailKind> laterReminders() {
        return isReminder()
                ? REMINDERS.stream().filter(kind -> kind.compareTo(this) > 0).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** As the database has it. */
    static final class Text extends LowerCaseEnum<MailKind> {
        Text() {
            super(MailKind.class);
        }
    }
}
