package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is checked of a tenant's books before the main job calls itself done. */
final class ClosingChecks {
    private ClosingChecks() {}

    static List<Finding> of(TenantBooks books) {
        InvoiceChecks invoices = new InvoiceChecks(books.invoices());
        List<Finding> findings = new ArrayList<>();
        findings.add(usage(books.balances(), books.usage().customers().size(), linesAreKnown(books)));
        findings.add(invoices.amounts());
        findings.add(invoices.tiers(Tiers.of(books.plan())));
        findings.add(invoices.taxes(Json.decimal(books.plan().path("tax_rate"), "percent")));
        findings.add(invoices.totals());
        findings.add(invoices.billedOnce());
        LedgerChecks ledger = new LedgerChecks(books.session().api());
        findings.add(ledger.balance());
        findings.add(ledger.documents());
        findings.add(news(books));
        List<String> parked = books.parked();
        if (!parked.isEmpty()) {
            findings.add(Finding.unless(parked, "no customer was taken out of the billing run"));
        }
        return findings.stream()
                .map(finding ->
                        new Finding(finding.ok(), books.session().slug() + ": " + finding.text(), finding.details()))
                .toList();
    }

    /** Whether it is known which lines were rejected, so that the good ones can be summed. */
    private static boolean linesAreKnown(TenantBooks books) {
        return books.imported().map(imported -> !imported.truncated()).orElse(true);
    }

    /**
     * Every minute that was given is recorded, every minute recorded is on an invoice, exactly.
     *
     * @param customers how many customers used something
     * @param known false if it is not known which events the server refused: then only what it recorded is compared
     */
    static Finding usage(List<UsageBalance> balances, int customers, boolean known) {
        List<String> wrong = new ArrayList<>();
        if (known && balances.size() != customers) {
            wrong.add("%d of %d customers are there".formatted(balances.size(), customers));
        }
        balances.stream()
                .filter(balance -> !balance.isInvoiced() || (known && !balance.isKept()))
                .forEach(balance -> wrong.add(balance.toString()));
        String text = "%s given = recorded, %s recorded in all = invoiced, of %s"
                .formatted(
                        minutes(balances, UsageBalance::given),
                        minutes(balances, UsageBalance::recorded),
                        Text.count(balances.size(), "customer"));
        return Finding.unless(
                wrong,
                known ? text : text + " (more lines were rejected than named, so what was given is not compared)");
    }

    private static String minutes(List<UsageBalance> balances, Function<UsageBalance, BigDecimal> part) {
        return Text.quantity(balances.stream().map(part).reduce(BigDecimal.ZERO, BigDecimal::add)) + " minutes";
    }

    private static Finding news(TenantBooks books) {
        long kept = books.invoices().size() - books.newInvoices();
        String before = books.invoicesBefore() == 0
                ? ""
                : ", %s before this run unchanged in number".formatted(Text.count(books.invoicesBefore()));
        return Finding.of(
                kept == books.invoicesBefore(),
                "%s%s".formatted(Text.count(books.newInvoices(), "new invoice"), before));
    }
}
