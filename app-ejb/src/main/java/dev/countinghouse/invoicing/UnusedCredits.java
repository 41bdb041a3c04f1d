package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * On which lines of which invoices days are credited that were paid in advance and are not used: on those that billed the charge for these
 * days, the newest invoice first, each with its share of coupons; where they have no more, on other fees of the days. Never more than was
 * billed for the days, is left of the line, and is left of the invoice. Pure. Source: docs/BILLING.md, the end of a subscription.
 */
final class UnusedCredits {

    private final List<Entry> entries;
    private final Map<UUID, Long> leftOfInvoice = new HashMap<>();

    /** @param lines the newest invoice's first */
    private UnusedCredits(List<Line> lines) {
        entries = lines.stream().map(Entry::new).toList();
        lines.forEach(
                line -> leftOfInvoice.put(line.invoiceId(), line.invoiceLeft().minor()));
    }

    /**
     * Days of a charge that go back.
     *
     * @param amount what they cost before coupons, above zero
     */
    record Unused(UUID itemId, UUID chargeId, ServicePeriod days, Money amount) {}

    /**
     * A line of an invoice, above zero.
     *
     * @param amount before what coupons took off
     * @param net after that
     * @param left of the net, what was not credited yet
     * @param invoiceLeft of its invoice, what was not credited yet, with tax
     */
    record Line(
            UUID id,
            UUID invoiceId,
            UUID itemId,
            UUID chargeId,
            ServicePeriod period,
            Money amount,
            Money net,
            Money tax,
            Money left,
            Money invoiceLeft) {}

    /** What is credited, by invoice, in the order of the lines. */
    static Map<UUID, List<NewCreditNote.Line>> of(List<Unused> unused, List<Line> newestFirst) {
        UnusedCredits credits = new UnusedCredits(newestFirst);
        List<Long> rests = new ArrayList<>();
        for (Unused one : unused) {
            rests.add(credits.take(one, one.amount().minor(), true));
        }
        for (int i = 0; i < rests.size(); i++) {
            credits.take(unused.get(i), rests.get(i), false);
        }
        return credits.entries.stream()
                .filter(entry -> entry.netTaken > 0)
                .collect(Collectors.groupingBy(
                        entry -> entry.line.invoiceId(),
                        LinkedHashMap::new,
                        Collectors.mapping(Entry::credit, Collectors.toList())));
    }

    /** @return what no line had */
    private long take(Unused unused, long wanted, boolean ofSame) {
        long rest = wanted;
        for (Entry entry : entries) {
            if (rest > 0 && (!ofSame || entry.isOf(unused))) {
                rest -= take(entry, unused.days(), rest);
            }
        }
        return rest;
    }

    private long take(Entry entry, ServicePeriod days, long wanted) {
        UUID invoice = entry.line.invoiceId();
        long left = leftOfInvoice.getOrDefault(invoice, 0L);
        long room = Math.min(entry.leftNet(), floor(left, entry.net, entry.gross()));
        long part = Math.min(Math.min(wanted, entry.leftOf(days)), floor(room, entry.amount, entry.net));
        if (part <= 0) {
            return 0;
        }
        long net = Math.min(room, entry.take(part));
        entry.netTaken += net;
        leftOfInvoice.put(invoice, left - ceiling(net, entry.gross(), entry.net));
        return part;
    }

    private static long floor(long of, long part, long whole) {
        return divided(of, part, 0, whole);
    }

    private static long ceiling(long of, long part, long whole) {
        return divided(of, part, whole - 1, whole);
    }

    /** Of nothing below zero. */
    private static long divided(long of, long part, long more, long whole) {
        return BigInteger.valueOf(of)
                .multiply(BigInteger.valueOf(part))
                .add(BigInteger.valueOf(more))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** A line and what is taken of it. */
    private static final class Entry {

        private final Line line;
        private final long amount;
        private final long net;
        private long taken;
        private long netTaken;

        Entry(Line line) {
            this.line = line;
            this.amount = line.amount().minor();
            this.net = line.net().minor();
        }

        boolean isOf(Unused unused) {
            return line.itemId().equals(unused.itemId()) && line.chargeId().equals(unused.chargeId());
        }

        long gross() {
            return net + line.tax().minor();
        }

        long leftNet() {
            return line.left().minor() - netTaken;
        }

        /** What of it was billed for some days, rounded up, and is not taken yet. */
        long leftOf(ServicePeriod days) {
            if (!days.start().isBefore(line.period().end())
                    || !line.period().start().isBefore(days.end())) {
                return 0;
            }
            long of = line.period().from(days.start()).before(days.end()).days();
            return ceiling(of, amount, line.period().days()) - taken;
        }

        /** @return what of the net that is: all parts together are rounded once, half up */
        long take(long part) {
            taken += part;
            return divided(2 * taken, net, amount, 2 * amount) - netTaken;
        }

        NewCreditNote.Line credit() {
            return new NewCreditNote.Line(
                    line.id(), new Money(netTaken, line.net().currency()));
        }
    }
}
