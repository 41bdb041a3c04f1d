package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;

/** Why something can not be done with an invoice, in words that name it. */
class InvoiceRefusals {

    private InvoiceRefusals() {}

    /** @param moved whether something of it was paid or credited */
    static BillingException notVoidable(String name, String status, boolean moved) {
        String hint = moved ? ": something of it was paid or credited, so give it back by a credit note" : "";
        return new BillingException(
                ProblemType.INVOICE_NOT_VOIDABLE, "Invoice %s is %s%s".formatted(name, status, hint));
    }

    static BillingException nothingToWriteOff(String name, String status, Money open) {
        return new BillingException(
                ProblemType.NOTHING_TO_WRITE_OFF, "Invoice %s is %s and has %s open".formatted(name, status, open));
    }

    static BillingException notCreditable(String name, String status, Money total) {
        return new BillingException(
                ProblemType.INVOICE_NOT_CREDITABLE, "Invoice %s is %s and comes to %s".formatted(name, status, total));
    }

    static BillingException exceedsInvoice(String name, Money left, Money credit) {
        return new BillingException(
                ProblemType.CREDIT_EXCEEDS_INVOICE,
                "Invoice %s has %s left to be credited, not %s".formatted(name, left, credit));
    }
}
