package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import java.lang.reflect.Field;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** A finalized invoice as it comes from the database, whose fields nothing but Hibernate may set. */
final class FinalizedInvoice {

    private FinalizedInvoice() {}

    static Invoice of(Money total) {
        return of(total, InvoiceStatus.FINALIZED);
    }

    static Invoice of(Money total, InvoiceStatus status) {
        Invoice invoice = new Invoice();
        set(invoice, "id", UUID.fromString("01980000-0000-7000-8000-000000000001"));
        set(invoice, "number", "ACME-000001");
        set(invoice, "customerId", Samples.CUSTOMER);
        set(invoice, "customer", "{\"external_id\":\"anna\",\"name\":\"Anna\",\"email\":null,\"country\":null}");
        set(invoice, "currency", total.currency().getCurrencyCode());
        set(invoice, "timeZone", "Europe/Paris");
        set(invoice, "periodStart", LocalDate.of(2023, 6, 1));
        set(invoice, "periodEnd", LocalDate.of(2023, 7, 1));
        set(invoice, "issuedOn", LocalDate.of(2023, 7, 1));
        set(invoice, "dueOn", LocalDate.of(2023, 7, 15));
        set(invoice, "subtotalMinor", total.minor());
        set(invoice, "totalMinor", total.minor());
        set(invoice, "taxes", "[]");
        set(invoice, "finalizedAt", Instant.parse("2023-06-30T22:00:00Z"));
        set(invoice, "status", status);
        set(invoice, "settled", new SettledAmounts(0, 0));
        return invoice;
    }

    /** Settled in part from the credit balance. */
    static Invoice applied(Money total, Money applied) {
        Invoice invoice = of(total, applied.equals(total) ? InvoiceStatus.PAID : InvoiceStatus.FINALIZED);
        set(invoice, "settled", new SettledAmounts(applied.minor(), 0));
        return invoice;
    }

    /** Settled in part from wallets. */
    static Invoice fromWallets(Money total, Money paid) {
        Invoice invoice = of(total, paid.equals(total) ? InvoiceStatus.PAID : InvoiceStatus.FINALIZED);
        set(invoice, "settled", new SettledAmounts(0, paid.minor()));
        return invoice;
    }

    private static void set(Invoice invoice, String name, Object value) {
        try {
            Field field = Invoice.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(invoice, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(name, e);
        }
    }
}
