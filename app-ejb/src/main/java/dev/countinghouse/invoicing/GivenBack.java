package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What lines below zero give back. First what the same invoice bills of the same charge and days, or of the commitment instead of charges:
 * nothing goes back there, it only moves from line to line. Then what invoices before billed of them, the newest first, each with the share that it had been discounted by. Pure.
 * Source: docs/BILLING.md, coupons.
 */
final class GivenBack {

    private final List<Entry> billed = new ArrayList<>();

    private GivenBack() {}

    /**
     * A line.
     *
     * @param itemId of a subscription; null on lines by hand, which give nothing back
     * @param chargeId null on what fills the plan's commitment up: it is of all charges
     */
    record Line(
            @Nullable UUID itemId, @Nullable UUID chargeId, LinePurpose purpose, ServicePeriod period, Money amount) {}

    /**
     * A line of an invoice before.
     *
     * @param ordinal of its invoice
     * @param discount that coupons took off it
     */
    record Billed(long ordinal, Line line, Money discount) {}

    /**
     * A line without what it gives back.
     *
     * @param base what coupons are reckoned of: the line less what only moves between lines of its charge, and less what goes back of
     *     invoices before
     * @param discount that had been taken off what goes back, zero or more
     */
    record Part(Money base, Money discount) {}

    /** The days of items that lines below zero are of, for whoever finds what was billed of them before. */
    static List<BilledBeforeRepository.Asked> asked(List<Line> lines, long ordinal) {
        Map<UUID, ServicePeriod> days = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.itemId() != null && line.amount().signum() < 0) {
                days.merge(line.itemId(), line.period(), GivenBack::both);
            }
        }
        return days.entrySet().stream()
                .map(of -> new BilledBeforeRepository.Asked(of.getKey(), of.getValue(), ordinal))
                .toList();
    }

    private static ServicePeriod both(ServicePeriod one, ServicePeriod other) {
        return new ServicePeriod(
                one.start().isBefore(other.start()) ? one.start() : other.start(),
                one.end().isAfter(other.end()) ? one.end() : other.end());
    }

    /**
     * Of the lines of an invoice, in their order.
     *
     * @param before lines of the same items on invoices that were written before, in their order
     */
    static List<Part> of(List<Line> lines, List<Billed> before) {
        GivenBack all = new GivenBack();
        for (int from = 0; from < before.size(); ) {
            int first = from;
            int to = from;
            while (to < before.size()
                    && before.get(to).ordinal() == before.get(first).ordinal()) {
                to++;
            }
            List<Billed> invoice = before.subList(from, to);
            all.invoice(invoice.stream().map(Billed::line).toList(), invoice);
            from = to;
        }
        return all.invoice(lines, List.of());
    }

    /** @param discounted the same lines with their discounts; empty where they are not known yet */
    private List<Part> invoice(List<Line> lines, List<Billed> discounted) {
        int own = billed.size();
        List<@Nullable Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean above =
                    lines.get(i).itemId() != null && lines.get(i).amount().signum() > 0;
            long discount =
                    discounted.isEmpty() ? 0 : discounted.get(i).discount().minor();
            @Nullable Entry entry = above ? new Entry(lines.get(i), discount) : null;
            entries.add(entry);
            if (entry != null) {
                billed.add(entry);
            }
        }
        List<Part> below = lines.stream().map(line -> given(line, own)).toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            @Nullable Entry entry = entries.get(i);
            Money nothing = Money.zero(lines.get(i).amount().currency());
            parts.add(entry == null ? below.get(i) : new Part(new Money(entry.amount, nothing.currency()), nothing));
        }
        return parts;
    }

    private Part given(Line line, int own) {
        Currency currency = line.amount().currency();
        if (line.itemId() == null || line.amount().signum() >= 0) {
            return new Part(line.amount(), Money.zero(currency));
        }
        long left = Math.negateExact(line.amount().minor());
        long filled = 0;
        for (Entry entry : billed.subList(own, billed.size())) {
            left -= entry.isOfSame(line) ? entry.move(left) : 0;
        }
        for (Entry entry : billed.subList(own, billed.size())) {
            long part = entry.isFilledUpWith(line) ? entry.fill(left) : 0;
            filled += part;
            left -= part;
        }
        long discount = 0;
        for (int i = own - 1; i >= 0 && left > 0; i--) {
            Entry entry = billed.get(i);
            if (entry.isOfSame(line)) {
                long part = Math.min(left, entry.leftOf(line.period()));
                discount += entry.giveBack(part);
                left -= part;
            }
        }
        return new Part(new Money(Math.negateExact(filled + left), currency), new Money(discount, currency));
    }

    /** A line above zero, and what of it was given back since. */
    private static final class Entry {

        private final Line line;
        private final long discount;
        private long amount; // less what lines of its charge on its own invoice take off it
        private long filled; // of it, what the plan's commitment on its own invoice makes up for
        private long back;
        private long discountBack;

        Entry(Line line, long discount) {
            this.line = line;
            this.discount = discount;
            this.amount = line.amount().minor();
        }

        boolean isOfSame(Line other) {
            return Objects.equals(line.chargeId(), other.chargeId()) && isOf(other);
        }

        /** A commitment is of all charges: what one costs more it fills up less, and the other way round. */
        boolean isFilledUpWith(Line other) {
            return (line.chargeId() == null) != (other.chargeId() == null) && (isOf(other) || isBeforeUnused(other));
        }

        /** The commitment of a period that was cut, and days after its end: no other change begins where a period ends. */
        private boolean isBeforeUnused(Line other) {
            return Objects.equals(line.itemId(), other.itemId())
                    && line.purpose() == LinePurpose.TRUE_UP
                    && other.purpose() == LinePurpose.CHANGE
                    && line.period().end().equals(other.period().start());
        }

        private boolean isOf(Line other) {
            return Objects.equals(line.itemId(), other.itemId())
                    && line.period().start().isBefore(other.period().end())
                    && other.period().start().isBefore(line.period().end());
        }

        /** What is there to go back for some days: no more than was billed for them. Rounded up. Usage is not spread over days. */
        long leftOf(ServicePeriod days) {
            boolean ofUsage = line.purpose() == LinePurpose.PROGRESSIVE || line.purpose() == LinePurpose.DELTA;
            if (ofUsage && line.period().start().equals(days.start())) {
                return amount - back;
            }
            LocalDate from = line.period().from(days.start()).start();
            LocalDate to = line.period().before(days.end()).end();
            BigInteger all = BigInteger.valueOf(line.period().days());
            long ofDays = BigInteger.valueOf(amount)
                    .multiply(BigInteger.valueOf(ChronoUnit.DAYS.between(from, to)))
                    .add(all.subtract(BigInteger.ONE))
                    .divide(all)
                    .longValueExact();
            return Math.min(amount - back, ofDays);
        }

        /** @return how much of what is wanted there was */
        long move(long wanted) {
            long moved = Math.min(wanted, amount);
            amount -= moved;
            return moved;
        }

        /** The same for the commitment: coupons are reckoned of both lines as they stand. */
        long fill(long wanted) {
            long part = Math.min(wanted, Math.max(0, amount - filled));
            filled += part;
            return part;
        }

        /** @return what of it had been taken off: all parts of it together are rounded once */
        long giveBack(long part) {
            back += part;
            long all = amount == 0 ? 0 : share(Math.min(discount, amount), back, amount);
            long now = all - discountBack;
            discountBack = all;
            return now;
        }

        /** Half up. */
        private static long share(long of, long part, long whole) {
            BigInteger twice = BigInteger.valueOf(of)
                    .multiply(BigInteger.valueOf(part))
                    .multiply(BigInteger.TWO)
                    .add(BigInteger.valueOf(whole));
            return twice.divide(BigInteger.valueOf(whole).multiply(BigInteger.TWO))
                    .longValueExact();
        }
    }
}
