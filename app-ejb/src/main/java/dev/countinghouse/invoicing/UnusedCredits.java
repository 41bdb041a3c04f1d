package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * On which lines of which invoices days are credited that were paid in advance and are not used: on those that billed the charge for these
 * days, the newest invoice first, each with its share of coupons; what their invoices have no more of, on other fees of the days. Never more
 * than was billed for the days, less what was credited of the line before, and than is left of the invoice. Pure. Source: docs/BILLING.md,
 * the end of a subscription.
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
        List<Long> heldBack = unused.stream().map(credits::takeOfSame).toList();
        for (int i = 0; i < heldBack.size(); i++) {
            credits.takeOfOthers(unused.get(i), heldBack.get(i));
        }
        return credits.entries.stream()
                .filter(entry -> entry.netTaken > 0)
                .collect(Collectors.groupingBy(
                        entry -> entry.line.invoiceId(),
                        LinkedHashMap::new,
                        Collectors.mapping(Entry::credit, Collectors.toList())));
    }

    /** @return what lines of the charge have left, and their invoices have not */
    private long takeOfSame(Unused unused) {
        long rest = unused.amount().minor();
        long heldBack = 0;
        for (Entry entry : entries) {
            if (rest > 0 && entry.isOf(unused)) {
                long offered = Math.min(rest, entry.offers(unused.days()));
                long taken = take(entry, unused.days(), rest);
                heldBack += offered - taken;
                rest -= taken;
            }
        }
        return Math.min(rest, heldBack);
    }

    private void takeOfOthers(Unused unused, long wanted) {
        long rest = wanted;
        for (Entry entry : entries) {
            if (rest > 0) {
                rest -= take(entry, unused.days(), rest);
            }
        }
    }

    /** @return how much of what is wanted, before coupons */
    private long take(Entry entry, ServicePeriod days, long wanted) {
        UUID invoice = entry.line.invoiceId();
        long left = leftOfInvoice.getOrDefault(invoice, 0L);
        long room = Math.min(entry.leftNet(days), floor(left, entry.net, entry.gross()));
        long part = Math.min(Math.min(wanted, entry.offers(days)), floor(room, entry.amount, entry.net));
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

        /**
         * What of the net can go back for some days: their share, rounded up, less all that was credited of the line before, for whatever
         * reason, so that what was used is never given back too.
         */
        long leftNet(ServicePeriod days) {
            long credited = net - line.left().minor();
            return Math.max(0, ceiling(of(days), net, line.period().days()) - credited - netTaken);
        }

        /** What of the amount it could give back for some days, whatever its invoice has left: at most what it billed for them, rounded up. */
        long offers(ServicePeriod days) {
            long billed = ceiling(of(days), amount, line.period().days()) - taken;
            return Math.max(0, Math.min(billed, floor(leftNet(days), amount, net)));
        }

        /** How many of some days it is of. */
        private long of(ServicePeriod days) {
            boolean apart = !days.start().isBefore(line.period().end())
                    || !line.period().start().isBefore(days.end());
            return apart
                    ? 0
                    : line.period().from(days.start()).before(days.end()).days();
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
