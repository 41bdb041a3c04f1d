package dev.countinghouse.documents;

import dev.countinghouse.customer.Address;
import dev.countinghouse.invoicing.CouponUse;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LinePurpose;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.legalentity.Seller;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.StorageView;
import dev.countinghouse.platform.TenantView;
import dev.countinghouse.tenancy.TenantLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Finalized invoices as the API answers them, and tenants in different looks. */
final class SampleInvoices {

    static final InvoiceSeller SELLER = new InvoiceSeller(
            "Northwind Metering GmbH",
            "Lindenstraße 12",
            null,
            "10969",
            "Berlin",
            null,
            "DE",
            "DE123456789",
            null,
            "Berliner Musterbank",
            "DE89370400440532013000",
            "COBADEFFXXX",
            null,
            null,
            null,
            null,
            null);

    private static final UUID ID = new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0001L);
    private static final LocalDate JUNE = LocalDate.of(2026, 6, 1);
    private static final LocalDate JULY = LocalDate.of(2026, 7, 1);

    private SampleInvoices() {}

    /** Three lines and two taxes, 1,411.18 in all. */
    static InvoiceView small(String locale) {
        return invoice(
                customer("Ada Lovelace & Co", locale),
                SELLER,
                "EUR",
                List.of(
                        line(1, "Platform, monthly fee", "1", "1200", "1200.00"),
                        line(2, "Build minutes (0 to 50)", "50", "0.08", "4.00"),
                        line(3, "Printed handbook", "-2.5", "7.123456789012", "-17.81")));
    }

    /** So many lines that it goes over several pages. */
    static InvoiceView longOne(String locale, int lines) {
        return invoice(
                customer("Ada Lovelace & Co", locale),
                SELLER,
                "EUR",
                IntStream.rangeClosed(1, lines)
                        .mapToObj(i -> line(i, "Service " + i + ", monthly fee", "1", "10", "10.00"))
                        .toList());
    }

    static InvoiceView of(InvoiceView.BilledCustomer customer, @Nullable InvoiceSeller seller, List<LineView> lines) {
        return invoice(customer, seller, "EUR", lines);
    }

    static InvoiceView inYen(InvoiceView.BilledCustomer customer) {
        return invoice(customer, SELLER, "JPY", List.of(line(1, "月額基本料", "1", "120000", "120000")));
    }

    static InvoiceView.BilledCustomer customer(String name, @Nullable String locale) {
        return new InvoiceView.BilledCustomer(
                ID,
                "ada",
                name,
                "accounts@lovelace.example",
                new Address("1 Analytical Row", null, "EC1A 1BB", "London", null),
                "GB",
                "GB987654321",
                null,
                null,
                null,
                List.of(),
                null,
                locale);
    }

    static LineView line(int position, String description, String quantity, String price, String amount) {
        return new LineView(
                ID,
                position,
                description,
                null,
                null,
                LinePurpose.REGULAR,
                "",
                JUNE,
                JULY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                new MoneyView(new BigDecimal(amount), "EUR"),
                new MoneyView(new BigDecimal("0.00"), "EUR"),
                List.of("vat"),
                new BigDecimal("20"),
                new MoneyView(BigDecimal.ZERO, "EUR"),
                Map.of());
    }

    private static BigDecimal taxIn(String currency) {
        return new BigDecimal(currency.equals("JPY") ? "24000" : "224.99");
    }

    private static InvoiceView invoice(
            InvoiceView.BilledCustomer customer,
            @Nullable InvoiceSeller seller,
            String currency,
            List<LineView> lines) {
        BigDecimal net = lines.stream().map(line -> line.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new InvoiceView(
                ID,
                "ACME-000042",
                InvoiceStatus.FINALIZED,
                null,
                seller,
                customer,
                null,
                null,
                currency,
                "Europe/London",
                JUNE,
                JULY,
                JULY,
                LocalDate.of(2026, 7, 15),
                lines.stream().map(line -> in(currency, line)).toList(),
                new MoneyView(BigDecimal.ZERO, currency),
                List.of(),
                new MoneyView(net, currency),
                null,
                taxes(currency, net, taxIn(currency)),
                new MoneyView(taxIn(currency), currency),
                new MoneyView(net.add(taxIn(currency)), currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(BigDecimal.ZERO, currency),
                new MoneyView(net.add(taxIn(currency)), currency),
                null,
                null,
                null,
                0,
                Instant.parse("2026-07-01T00:00:00Z"));
    }

    /** The same without taxes: it comes to the sum of its lines, which below zero is given to the credit balance. */
    static InvoiceView untaxed(InvoiceView invoice) {
        MoneyView nothing = new MoneyView(new BigDecimal("0.00"), invoice.currency());
        MoneyView given = new MoneyView(invoice.subtotal().amount().min(nothing.amount()), invoice.currency());
        return altered(invoice, invoice.status(), new Sums(List.of(), nothing, invoice.subtotal(), given, nothing));
    }

    /** The same, settled by the credit balance in part or in whole. */
    static InvoiceView applied(InvoiceView invoice, String amount) {
        MoneyView applied = new MoneyView(new BigDecimal(amount), invoice.currency());
        return altered(
                invoice,
                invoice.status(),
                new Sums(invoice.taxes(), invoice.tax(), invoice.total(), applied, invoice.wallet()));
    }

    /** The same, settled by wallets in part or in whole. */
    static InvoiceView fromWallets(InvoiceView invoice, String amount) {
        MoneyView paid = new MoneyView(new BigDecimal(amount), invoice.currency());
        return altered(
                invoice,
                invoice.status(),
                new Sums(invoice.taxes(), invoice.tax(), invoice.total(), invoice.applied(), paid));
    }

    /** The same, void. */
    static InvoiceView voided(InvoiceView invoice) {
        return altered(
                invoice,
                InvoiceStatus.VOID,
                new Sums(invoice.taxes(), invoice.tax(), invoice.total(), invoice.applied(), invoice.wallet()));
    }

    /** Fifty euros less than its lines, by a coupon of sixty and ten that are taken back. */
    static InvoiceView discounted(InvoiceView invoice) {
        MoneyView fifty = new MoneyView(new BigDecimal("50.00"), "EUR");
        MoneyView sixty = new MoneyView(new BigDecimal("60.00"), "EUR");
        MoneyView net = new MoneyView(invoice.subtotal().amount().subtract(fifty.amount()), "EUR");
        return altered(
                invoice,
                invoice.status(),
                new Sums(List.of(), invoice.applied(), net, invoice.applied(), invoice.wallet()),
                fifty,
                List.of(new CouponUse(ID, "spring", "Spring <b>", sixty)));
    }

    private static InvoiceView altered(InvoiceView invoice, InvoiceStatus status, Sums sums) {
        return altered(invoice, status, sums, invoice.discount(), invoice.coupons());
    }

    private record Sums(
            List<InvoiceView.Tax> taxes, MoneyView tax, MoneyView total, MoneyView applied, MoneyView wallet) {}

    private static InvoiceView altered(
            InvoiceView invoice, InvoiceStatus status, Sums sums, MoneyView discount, List<CouponUse> coupons) {
        return new InvoiceView(
                invoice.id(),
                invoice.number(),
                status,
                invoice.legalEntity(),
                invoice.seller(),
                invoice.customer(),
                null,
                null,
                invoice.currency(),
                invoice.timeZone(),
                invoice.periodStart(),
                invoice.periodEnd(),
                invoice.issuedOn(),
                invoice.dueOn(),
                invoice.lines(),
                discount,
                coupons,
                new MoneyView(invoice.subtotal().amount().subtract(discount.amount()), invoice.currency()),
                invoice.taxTreatment(),
                sums.taxes(),
                sums.tax(),
                sums.total(),
                sums.applied(),
                sums.wallet(),
                invoice.returned(),
                invoice.paid(),
                invoice.credited(),
                invoice.refunded(),
                invoice.writtenOff(),
                invoice.recovered(),
                sums.total(),
                invoice.closing(),
                invoice.replacesId(),
                invoice.replacedById(),
                0,
                invoice.finalizedAt());
    }

    private static LineView in(String currency, LineView line) {
        return new LineView(
                line.id(),
                line.position(),
                line.description(),
                null,
                null,
                line.purpose(),
                "",
                line.periodStart(),
                line.periodEnd(),
                line.quantity(),
                line.unitAmount(),
                new MoneyView(line.amount().amount(), currency),
                new MoneyView(line.discount().amount(), currency),
                line.taxRates(),
                line.taxPercent(),
                line.tax(),
                line.calculation());
    }

    private static List<InvoiceView.Tax> taxes(String currency, BigDecimal base, BigDecimal amount) {
        List<InvoiceView.Tax> taxes = new ArrayList<>();
        taxes.add(new InvoiceView.Tax(
                "vat", "VAT", new BigDecimal("20"), new MoneyView(base, currency), new MoneyView(amount, currency)));
        if (currency.equals("EUR")) {
            MoneyView nothing = new MoneyView(new BigDecimal("0.00"), currency);
            taxes.add(new InvoiceView.Tax("books", "Reduced", new BigDecimal("5.5"), nothing, nothing));
        }
        return taxes;
    }

    static TenantView tenant(Branding look) {
        return new TenantView(
                ID,
                "acme",
                "tenant_acme",
                "Acme",
                "active",
                "live",
                "UTC",
                "EUR",
                14,
                "en",
                look,
                new Seller(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null),
                "1",
                TenantLimits.DEFAULT,
                new StorageView(0, 0, Instant.EPOCH),
                List.of(),
                0,
                0,
                false,
                0,
                Instant.EPOCH);
    }

    static Branding plain() {
        return new Branding(null, null, null, null, null, null);
    }

    static Branding branded() {
        return new Branding(
                null,
                logo(),
                "#0f766e",
                "Northwind",
                "billing@northwind.example",
                "Thank you for building with Northwind.");
    }

    /** A picture of 300 by 60. */
    static String logo() {
        BufferedImage picture = new BufferedImage(300, 60, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(java.awt.Color.WHITE);
        pen.fillRect(0, 0, 300, 60);
        pen.setColor(new java.awt.Color(0x0f766e));
        pen.fillRoundRect(0, 0, 60, 60, 24, 24);
        pen.fillRect(80, 22, 210, 16);
        pen.dispose();
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
