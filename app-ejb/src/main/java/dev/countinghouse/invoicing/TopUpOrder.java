package dev.countinghouse.invoicing;

import dev.countinghouse.wallet.AutomaticTopUps;
import dev.countinghouse.wallet.AutomaticTopUps.Due;
import dev.countinghouse.wallet.AutomaticTopUps.Schedule;
import dev.countinghouse.wallet.WalletExpiry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where automatic top-ups come among invoices and credits that expire, so that who bills late finds in wallets what he would have found
 * on time. At an instant: first what expires, then intervals, then invoices; a threshold is looked at after each of them. Joins the
 * transaction of whoever bills.
 */
@ApplicationScoped
class TopUpOrder {

    @Inject
    BillingOrder order;

    @Inject
    AutomaticTopUps topUps;

    @Inject
    WalletExpiry expiry;

    /** Up to when invoices may be written before something else is done. With thresholds, those of one instant at a time. */
    Instant invoicesBy(Instant now) {
        Schedule rules = topUps.schedule(now);
        Instant by = before(rules.next(), now);
        return rules.watched() ? before(expiry.next().orElse(null), earliest(by)) : by;
    }

    /** Up to when credits may be booked as expired: those that an invoice or a top-up before would find are there still. */
    Instant expireBy(Instant now) {
        Schedule rules = topUps.schedule(now);
        Instant by = earlier(earliest(now), rules.next());
        return rules.watched() ? earlier(by, expiry.next().orElse(null)) : by;
    }

    /** The top-up that comes before everything else; empty when none does at present. */
    Optional<Due> next(Instant now) {
        Instant by = earliest(now);
        Optional<Instant> gone = topUps.schedule(now).watched() ? expiry.next() : Optional.empty();
        Optional<Due> low = topUps.low(now).filter(due -> !due.at().isAfter(by));
        Optional<Due> interval = topUps.interval(by)
                .filter(due -> gone.filter(at -> !at.isAfter(due.at())).isEmpty());
        return Stream.concat(low.stream(), interval.stream()).min(Comparator.comparing(Due::at));
    }

    private Instant earliest(Instant by) {
        return earlier(by, order.earliest().orElse(null));
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    /** By the clock of the database, which counts microseconds. */
    private static Instant before(@Nullable Instant end, Instant by) {
        return end == null || end.isAfter(by) ? by : end.minus(1, ChronoUnit.MICROS);
    }
}
