package dev.countinghouse.documents;

import dev.countinghouse.customer.Address;
import dev.countinghouse.invoicing.CreditNoteView;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LinePurpose;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.Creditable;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.money.Percent;
import dev.countinghouse.tax.domain.TaxRounding;
import dev.countinghouse.tax.domain.TaxRule;
import dev.countinghouse.tax.domain.TaxTreatment;
import dev.countinghouse.tax.domain.TaxableLine;
import dev.countinghouse.tax.domain.Taxes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invoices and credit notes with amounts and taxes that are reckoned as those of the program are. */
final class BilledInvoices {

    static final InvoiceSeller BERLIN = seller("DE", "DE123456789", "30/123/45678");
    static final InvoiceView.BilledCustomer MUNICH = customer("DE", null);

    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);
    private static final Instant AT = Instant.parse("2026-07-01T00:00:00Z");

    private BilledInvoices() {}

    /**
     * What a line says.
     *
     * @param off what the amount is more than quantity times price, in the smallest unit
     * @param taxes by their codes, each with its percentage
     * @param discount percent that coupons take off it
     */
    record Item(String quantity, String price, long off, Map<String, String> taxes, int discount) {

        Item(String quantity, String price, long off, Map<String, String> taxes) {
            this(quantity, price, off, taxes, 0);
        }

        Money amount(Currency currency) {
            return Money.halfUp(new BigDecimal(quantity).multiply(new BigDecimal(price)), currency)
                    .plus(new Money(off, currency));
        }

        Money net(Currency currency) {
            Money amount = amount(currency);
            return amount.minus(new Percent(BigDecimal.valueOf(discount)).of(amount));
        }
    }

    static Item item(String quantity, String price, String percent) {
        return new Item(quantity, price, 0, Map.of("vat" + percent, percent));
    }

    static InvoiceSeller seller(@Nullable String country, @Nullable String vatId, @Nullable String taxNumber) {
        return new InvoiceSeller(
                "Northwind Metering GmbH",
                "Lindenstraße 12",
                "Hof 2",
                "10969",
                "Berlin",
                "Berlin",
                country,
                vatId,
                taxNumber,
                "Musterbank",
                "DE89370400440532013000",
                "COBADEFFXXX",
                "9930:DE123456789",
                "Accounts & \u0007 more",
                "+49 (30) 123-456",
                "accounts@northwind.example",
                null);
    }

    static InvoiceView.BilledCustomer customer(@Nullable String country, @Nullable String vatId) {
        return new InvoiceView.BilledCustomer(
                UUID.randomUUID(),
                null,
                "Ada <Lovelace> & \u0007 Söhne",
                null,
                new Address("1 Row", null, "80331", "München", null),
                country,
                vatId,
                null,
                "04011000-12345-34 <1>",
                "0204:04011000-12345-34",
                List.of(),
                null,
                "de");
    }

    /** Who pays no tax, for a reason of his own. */
    static InvoiceView.BilledCustomer exempt(InvoiceView.BilledCustomer customer, String reason) {
        return new InvoiceView.BilledCustomer(
                customer.id(),
                null,
                customer.name(),
                null,
                customer.address(),
                customer.country(),
                customer.vatId(),
                customer.vatIdValid(),
                customer.buyerReference(),
                customer.electronicAddress(),
                customer.taxRates(),
                reason,
                customer.locale());
    }

    static InvoiceView of(
            String code, @Nullable InvoiceSeller seller, InvoiceView.BilledCustomer customer, List<Item> items) {
        return of(code, seller, customer, items, null);
    }

    /** Below zero it is given to the customer's credit balance. */
    static InvoiceView of(
            String code,
            @Nullable InvoiceSeller seller,
            InvoiceView.BilledCustomer customer,
            List<Item> items,
            @Nullable TaxTreatment treatment) {
        Currency currency = Currency.getInstance(code);
        Taxes taxes = Taxes.onTop(taxable(items, currency), TaxRounding.DOCUMENT, currency);
        return of(seller, customer, items, taxes, treatment);
    }

    private static Money total(List<Item> items, Taxes taxes) {
        return netOf(items, taxes.total().currency()).plus(taxes.total());
    }

    private static InvoiceView of(
            @Nullable InvoiceSeller seller,
            InvoiceView.BilledCustomer customer,
            List<Item> items,
            Taxes taxes,
            @Nullable TaxTreatment treatment) {
        Currency currency = taxes.total().currency();
        return new InvoiceView(
                UUID.randomUUID(),
                "ACME-000042",
                InvoiceStatus.FINALIZED,
                null,
                seller,
                customer,
                null,
                null,
                currency.getCurrencyCode(),
                "Europe/Berlin",
                JUNE,
                JULY,
                JULY,
                JULY.plusDays(14),
                lines(items, taxable(items, currency), taxes),
                MoneyView.of(gross(items, currency).minus(netOf(items, currency))),
                List.of(),
                MoneyView.of(netOf(items, currency)),
                treatment,
                taxes.groups().stream().map(BilledInvoices::tax).toList(),
                MoneyView.of(taxes.total()),
                MoneyView.of(total(items, taxes)),
                MoneyView.of(total(items, taxes).min(Money.zero(currency))),
                nothing(currency),
                nothing(currency),
                nothing(currency),
                nothing(currency),
                nothing(currency),
                nothing(currency),
                nothing(currency),
                MoneyView.of(total(items, taxes)),
                null,
                null,
                null,
                0,
                AT);
    }

    private static Money netOf(List<Item> items, Currency currency) {
        return Money.sum(items.stream().map(item -> item.net(currency)).toList(), currency);
    }

    private static MoneyView nothing(Currency currency) {
        return MoneyView.of(Money.zero(currency));
    }

    private static Money gross(List<Item> items, Currency currency) {
        return Money.sum(items.stream().map(item -> item.amount(currency)).toList(), currency);
    }

    private static List<LineView> lines(List<Item> items, List<TaxableLine> taxable, Taxes taxes) {
        List<LineView> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(i + 1, items.get(i), taxable.get(i), taxes.lines().get(i)));
        }
        return lines;
    }

    private static List<TaxableLine> taxable(List<Item> items, Currency currency) {
        return items.stream().map(item -> taxable(item, currency)).toList();
    }

    private static TaxableLine taxable(Item item, Currency currency) {
        return new TaxableLine(
                item.net(currency),
                item.taxes().entrySet().stream()
                        .map(tax -> new TaxRule(tax.getKey(), new Percent(new BigDecimal(tax.getValue()))))
                        .toList());
    }

    private static LineView line(int position, Item item, TaxableLine taxable, Money tax) {
        Money amount = item.amount(taxable.amount().currency());
        return new LineView(
                UUID.randomUUID(),
                position,
                "Service " + position,
                null,
                null,
                LinePurpose.REGULAR,
                "",
                JUNE,
                JULY,
                new BigDecimal(item.quantity()),
                new BigDecimal(item.price()),
                MoneyView.of(amount),
                MoneyView.of(amount.minus(taxable.amount())),
                List.copyOf(item.taxes().keySet()),
                item.taxes().values().stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add),
                MoneyView.of(tax),
                Map.of());
    }

    private static InvoiceView.Tax tax(Taxes.Group group) {
        return new InvoiceView.Tax(
                group.tax().code(),
                group.tax().code(),
                group.tax().rate().value(),
                MoneyView.of(group.base()),
                MoneyView.of(group.amount()));
    }

    /** Gives back a share of each line that is above zero, in percent, or all of every line. */
    static CreditNoteView credit(InvoiceView invoice, int percent) {
        Currency currency = Currency.getInstance(invoice.currency());
        List<CreditNoteView.Line> lines = new ArrayList<>();
        for (LineView line : Objects.requireNonNull(invoice.lines())) {
            Money net = Money.exact(line.net().amount(), currency);
            Money tax = Money.exact(line.tax().amount(), currency);
            Money part = Money.halfUp(net.toDecimal().multiply(new BigDecimal(percent).movePointLeft(2)), currency);
            if (percent == 100) {
                lines.add(line(line, new Credit(net, tax)));
            } else if (part.signum() > 0) {
                lines.add(line(line, Creditable.of(net, tax).credit(part)));
            }
        }
        Money net = sum(lines.stream().map(CreditNoteView.Line::amount).toList(), currency);
        Money tax = sum(lines.stream().map(CreditNoteView.Line::tax).toList(), currency);
        return new CreditNoteView(
                UUID.randomUUID(),
                "ACME-CN-000007",
                null,
                invoice.id(),
                invoice.customer().id(),
                invoice.currency(),
                JULY.plusDays(3),
                "Outage of the 3rd",
                lines,
                MoneyView.of(net),
                MoneyView.of(tax),
                MoneyView.of(net.plus(tax)),
                MoneyView.of(Money.zero(currency)),
                MoneyView.of(Money.zero(currency)),
                new CreditNoteView.Refund(MoneyView.of(net.plus(tax)), MoneyView.of(Money.zero(currency)), "bank-7"),
                AT);
    }

    private static CreditNoteView.Line line(LineView of, Credit credit) {
        return new CreditNoteView.Line(
                of.id(),
                of.position(),
                of.description(),
                MoneyView.of(credit.net()),
                of.taxPercent(),
                MoneyView.of(credit.tax()));
    }

    private static Money sum(List<MoneyView> parts, Currency currency) {
        return Money.sum(
                parts.stream().map(part -> Money.exact(part.amount(), currency)).toList(), currency);
    }
}
