package dev.countinghouse.documents;

import dev.countinghouse.documents.InvoicePage.Fact;
import dev.countinghouse.documents.InvoicePage.Line;
import dev.countinghouse.documents.InvoicePage.Payment;
import dev.countinghouse.documents.InvoicePage.TaxLine;
import dev.countinghouse.invoicing.CouponUse;
import dev.countinghouse.invoicing.InvoiceSeller;
import dev.countinghouse.invoicing.InvoiceStatus;
import dev.countinghouse.invoicing.InvoiceView;
import dev.countinghouse.invoicing.LineView;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.platform.Branding;
import dev.countinghouse.platform.TenantView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words an invoice in its customer's language. Every figure is the invoice's own. */
final class InvoicePages {

    private final InvoiceView invoice;
    private final @Nullable InvoiceView replaced;
    private final TenantView tenant;
    private final Letterhead head;
    private final Wording words;
    private final Figures figures;

    /** @param replaced the void one that it is written in place of; null for none */
    InvoicePages(InvoiceView invoice, @Nullable InvoiceView replaced, TenantView tenant) {
        this.invoice = invoice;
        this.replaced = replaced;
        this.tenant = tenant;
        this.head = new Letterhead(invoice, tenant);
        this.words = head.words();
        this.figures = head.figures();
    }

    InvoicePage page() {
        Branding look = tenant.branding();
        BrandColor color = BrandColor.of(look.primaryColor());
        return new InvoicePage(
                words.locale().toLanguageTag(),
                words.all(),
                words.get("title"),
                Printable.text(invoice.name()),
                invoice.status() == InvoiceStatus.VOID ? words.get("void") : "",
                color.css(),
                color.ink(),
                look.logo() == null ? "" : look.logo(),
                head.brand(),
                head.from(),
                head.to(),
                facts(),
                Objects.requireNonNull(invoice.lines()).stream().map(this::line).toList(),
                discounts(),
                new Fact(words.get("subtotal"), figures.money(invoice.subtotal())),
                invoice.taxes().stream().map(this::tax).toList(),
                settled(),
                new Fact(words.get("total"), figures.money(isVoid() ? invoice.total() : invoice.asked())),
                notes(),
                payment(),
                Printable.text(look.footer()),
                head.imprint());
    }

    /** Each coupon by its name, and what lines below zero take back of discounts. */
    private List<Fact> discounts() {
        List<Fact> discounts = new ArrayList<>();
        BigDecimal discount = invoice.discount().amount();
        BigDecimal back = discount.negate();
        for (CouponUse coupon : invoice.coupons()) {
            BigDecimal taken = coupon.amount().amount();
            back = back.add(taken);
            discounts.add(new Fact(words.get("coupon") + " " + Printable.text(coupon.name()), money(taken.negate())));
        }
        if (back.signum() != 0) {
            discounts.add(new Fact(words.get("discount_back"), money(back)));
        }
        if (!discounts.isEmpty()) {
            discounts.addFirst(new Fact(
                    words.get("lines_sum"), money(invoice.subtotal().amount().add(discount))));
        }
        return discounts;
    }

    private String money(BigDecimal amount) {
        return figures.money(new MoneyView(amount, invoice.currency()));
    }

    /** What the credit balance and wallets had a part in stands above what is asked for; of a void invoice they had none. */
    private List<Fact> settled() {
        List<Fact> settled = new ArrayList<>();
        BigDecimal applied = invoice.applied().amount();
        BigDecimal wallet = invoice.wallet().amount();
        if (!isVoid() && applied.signum() != 0) {
            settled.add(new Fact(words.get(applied.signum() > 0 ? "applied" : "given"), money(applied.abs())));
        }
        if (!isVoid() && wallet.signum() > 0) {
            settled.add(new Fact(words.get("wallet"), money(wallet)));
        }
        if (!settled.isEmpty()) {
            settled.addFirst(new Fact(words.get("total_with_tax"), figures.money(invoice.total())));
        }
        return settled;
    }

    private boolean isVoid() {
        return invoice.status() == InvoiceStatus.VOID;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(VatCategory.notes(invoice, words));
        if (replaced != null) {
            notes.add(words.get("replaces", Printable.text(replaced.name()), figures.date(replaced.issuedOn())));
        }
        return notes;
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(words.get("number"), Printable.text(invoice.name())));
        facts.add(new Fact(words.get("issued"), figures.date(invoice.issuedOn())));
        if (!invoice.periodStart().equals(invoice.periodEnd())) {
            facts.add(new Fact(words.get("period"), head.period(invoice.periodStart(), invoice.periodEnd())));
        }
        facts.add(new Fact(words.get("due"), figures.date(invoice.dueOn())));
        return facts;
    }

    private Line line(LineView line) {
        return new Line(
                Printable.text(line.description()),
                head.period(line.periodStart(), line.periodEnd()),
                figures.number(line.quantity()),
                figures.price(line.unitAmount(), invoice.currency()),
                figures.percent(line.taxPercent()),
                figures.money(line.amount()));
    }

    private TaxLine tax(InvoiceView.Tax tax) {
        return new TaxLine(
                Printable.text(tax.name()) + " " + figures.percent(tax.percent()),
                words.get("tax_base", figures.money(tax.base())),
                figures.money(tax.amount()));
    }

    private Payment payment() {
        String questions = head.questions("questions");
        boolean asks = !isVoid() && invoice.asked().amount().signum() > 0;
        if (!asks) {
            boolean gives = !isVoid() && invoice.total().amount().signum() < 0;
            return new Payment(words.get(gives ? "credit" : "nothing_due"), List.of(), questions);
        }
        String number = Printable.text(invoice.name());
        String request = words.get("pay", figures.money(invoice.asked()), figures.date(invoice.dueOn()), number);
        InvoiceSeller seller = head.seller();
        List<Fact> account = new ArrayList<>();
        if (seller.iban() != null) {
            account.add(new Fact(words.get("account_holder"), Printable.text(seller.legalName())));
            account.add(new Fact("IBAN", Printable.inGroups(seller.iban())));
            add(account, "BIC", seller.bic());
            add(account, words.get("bank"), seller.bank());
            account.add(new Fact(words.get("reference"), number));
        }
        return new Payment(request, account, questions);
    }

    private static void add(List<Fact> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(label, Printable.text(value)));
        }
    }
}
