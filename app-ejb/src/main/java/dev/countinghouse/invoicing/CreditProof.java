package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.ProofRepository.StoredCredit;
import dev.countinghouse.invoicing.ProofRepository.StoredInvoice;
import dev.countinghouse.invoicing.domain.Credit;
import dev.countinghouse.invoicing.domain.Creditable;
import dev.countinghouse.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reckons the credit notes of an invoice once more, one after the other: each line's tax by what was credited of it before, each
 * note's sum, and all notes together against what the invoice says. Pure.
 */
final class CreditProof {

    private final Findings findings;

    CreditProof(Findings findings) {
        this.findings = findings;
    }

    /**
     * @param lines of the invoice
     * @param credits of it, in the order of their numbers
     */
    void prove(StoredInvoice invoice, List<StoredLine> lines, List<StoredCredit> credits) {
        Map<UUID, Creditable> left = new HashMap<>();
        lines.forEach(line ->
                left.put(line.id(), Creditable.of(findings.computed(line).minus(line.discount()), line.tax())));
        Map<String, List<StoredCredit>> notes = new LinkedHashMap<>();
        credits.forEach(credit -> notes.computeIfAbsent(credit.number(), ignored -> new ArrayList<>())
                .add(credit));
        notes.values().forEach(note -> prove(note, left));
        Currency currency = invoice.total().currency();
        List<StoredCredit> each = notes.values().stream().map(List::getFirst).toList();
        equal(invoice.number(), "credited", invoice.credited(), sum(each, StoredCredit::total, currency));
        equal(invoice.number(), "refunded", invoice.refunded(), sum(each, StoredCredit::refund, currency));
        equal(invoice.number(), "returned", invoice.returned(), sum(each, StoredCredit::returned, currency));
        findings.count("credit_notes", notes.size());
    }

    private void prove(List<StoredCredit> note, Map<UUID, Creditable> left) {
        StoredCredit first = note.getFirst();
        Currency currency = first.total().currency();
        List<StoredCredit> lines =
                note.stream().filter(line -> line.lineId() != null).toList();
        lines.forEach(line -> line(line, left));
        equal(first.number(), "subtotal", first.subtotal(), sum(lines, StoredCredit::lineNet, currency));
        equal(first.number(), "tax", first.tax(), sum(lines, StoredCredit::lineTax, currency));
        equal(first.number(), "total", first.total(), first.subtotal().plus(first.tax()));
    }

    private void line(StoredCredit line, Map<UUID, Creditable> left) {
        Creditable before = left.get(line.lineId());
        if (before == null) {
            findings.differs(new Difference(
                    line.number(), line.position(), "line", "a line of another invoice", "none", "credit note"));
            return;
        }
        boolean part = line.lineNet().signum() > 0
                && line.lineNet().compareTo(before.left().net()) <= 0;
        Credit computed = part ? before.credit(line.lineNet()) : before.left();
        if (!computed.net().equals(line.lineNet())) {
            differs(line.number(), line.position(), "amount", line.lineNet(), computed.net());
        }
        if (!computed.tax().equals(line.lineTax())) {
            differs(line.number(), line.position(), "tax", line.lineTax(), computed.tax());
        }
        left.put(line.lineId(), before.after(computed));
    }

    private static Money sum(List<StoredCredit> of, Function<StoredCredit, Money> value, Currency currency) {
        return Money.sum(of.stream().map(value).toList(), currency);
    }

    private void equal(String document, String field, Money stored, Money computed) {
        if (!computed.equals(stored)) {
            differs(document, null, field, stored, computed);
        }
    }

    private void differs(String document, @Nullable Integer line, String field, Money stored, Money computed) {
        findings.differs(new Difference(
                document,
                line,
                field,
                stored.toDecimal().toPlainString(),
                computed.toDecimal().toPlainString(),
                "credit note"));
    }
}
