package dev.countinghouse.customermail;

import dev.countinghouse.documents.Figures;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.money.MoneyView;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the variables of a mail stand for, as a country writes it. */
final class MailValues {

    private MailValues() {}

    /**
     * Of an invoice as it is now.
     *
     * @param customer his name
     * @param seller who issued it
     * @param amount that came in, failed to, or went back; null where the mail is about the invoice itself
     */
    static Map<String, String> of(
            InvoiceView invoice, String customer, String seller, @Nullable MoneyView amount, Figures figures) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("customer_name", customer);
        values.put("seller_name", seller);
        values.put("invoice_number", invoice.name());
        values.put("issued_on", figures.date(invoice.issuedOn()));
        values.put("due_on", figures.date(invoice.dueOn()));
        values.put("total", figures.money(invoice.total()));
        values.put("due", invoice.due().amount().signum() > 0 ? figures.money(invoice.due()) : "");
        values.put("amount", amount == null ? "" : figures.money(amount));
        return values;
    }

    /** Of an invoice that there could be, to look at. */
    static Map<String, String> sample(String seller, String currency, Figures figures) {
        MoneyView money = new MoneyView(
                new BigDecimal("119")
                        .setScale(Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits())),
                currency);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("customer_name", "Ada Lovelace");
        values.put("seller_name", seller);
        values.put("invoice_number", "INV-000042");
        values.put("issued_on", figures.date(LocalDate.of(2026, 3, 1)));
        values.put("due_on", figures.date(LocalDate.of(2026, 3, 15)));
        values.put("total", figures.money(money));
        values.put("due", figures.money(money));
        values.put("amount", figures.money(money));
        return values;
    }
}
