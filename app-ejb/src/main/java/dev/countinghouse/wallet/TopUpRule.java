package dev.countinghouse.wallet;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.wallet.domain.Refill;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A rule by which a wallet is topped up by itself. What it says never changes: it ends, and another begins. */
@Entity
@DynamicUpdate
@Table(name = "wallet_top_up_rules")
class TopUpRule {

    private static final int FAILURE_LENGTH_MAX = 300;

    @Id
    private UUID id;

    @Column(name = "wallet_id", nullable = false, updatable = false)
    private UUID walletId;

    @Convert(converter = TriggerText.class)
    @Column(name = "trigger", nullable = false, updatable = false)
    private TopUpTrigger trigger;

    @Convert(converter = MethodText.class)
    @Column(name = "method", nullable = false, updatable = false)
    private TopUpMethod method;

    @Convert(converter = WalletTopUp.KindText.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private TopUpKind kind;

    @Column(name = "credits", precision = 27, scale = 12, nullable = false, updatable = false)
    private BigDecimal credits;

    /** What the credits are worth. */
    @Column(name = "amount_minor", nullable = false, updatable = false)
    private long amountMinor;

    @Column(name = "threshold_credits", precision = 27, scale = 12, updatable = false)
    private @Nullable BigDecimal thresholdCredits;

    @Column(name = "threshold_minor", updatable = false)
    private @Nullable Long thresholdMinor;

    @Convert(converter = IntervalText.class)
    @Column(name = "every", updatable = false)
    private @Nullable TopUpInterval interval;

    @Column(name = "starts_on", updatable = false)
    private @Nullable LocalDate startsOn;

    @Column(name = "expires_after_days", updatable = false)
    private @Nullable Integer expiresAfterDays;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** The next day of the interval, in the customer's zone. */
    @Column(name = "next_on")
    private @Nullable LocalDate nextOn;

    @Column(name = "next_at")
    private @Nullable Instant nextAt;

    @Column(name = "failed_at")
    private @Nullable Instant failedAt;

    @Column(name = "failure")
    private @Nullable String failure;

    @Column(name = "retry_at")
    private @Nullable Instant retryAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected TopUpRule() {}

    /**
     * A rule whose values have been looked at.
     *
     * @param worth what its credits are worth
     */
    TopUpRule(Wallet wallet, NewTopUpRule from, Worth worth, Instant now, ZoneId zone) {
        this.id = Ids.next();
        this.walletId = wallet.id();
        this.trigger = from.trigger();
        this.method = from.method();
        this.kind = from.kind();
        this.credits = from.credits();
        this.amountMinor = worth.amount().minor();
        this.thresholdCredits = from.thresholdCredits();
        this.thresholdMinor =
                worth.threshold() == null ? null : worth.threshold().minor();
        this.interval = from.interval();
        this.expiresAfterDays = from.expiresAfterDays();
        this.createdAt = now;
        if (interval != null) {
            LocalDate today = LocalDate.ofInstant(now, zone);
            this.startsOn = Objects.requireNonNullElse(from.startsOn(), today);
            comesNextAfter(today, zone);
        }
    }

    /**
     * What a rule's credits are worth.
     *
     * @param threshold null of an interval
     */
    record Worth(Money amount, @Nullable Money threshold) {}

    private void comesNextAfter(LocalDate day, ZoneId zone) {
        nextOn = Objects.requireNonNull(interval).dayAfter(Objects.requireNonNull(startsOn), day);
        nextAt = nextOn.atStartOfDay(zone).toInstant();
    }

    /** Whether another would say the same. */
    boolean isLike(NewTopUpRule other) {
        return trigger == other.trigger()
                && method == other.method()
                && kind == other.kind()
                && credits.compareTo(other.credits()) == 0
                && isSame(thresholdCredits, other.thresholdCredits())
                && interval == other.interval()
                && (other.startsOn() == null || other.startsOn().equals(startsOn))
                && Objects.equals(expiresAfterDays, other.expiresAfterDays());
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    /** Nothing is topped up by it from now on. */
    void end(Instant now) {
        endedAt = now;
    }

    boolean isActive() {
        return endedAt == null;
    }

    /** It has done what was due, and waits for the next day of its interval. */
    void done(ZoneId zone) {
        failedAt = null;
        failure = null;
        retryAt = null;
        if (nextOn != null) {
            comesNextAfter(nextOn, zone);
        }
    }

    /** What was due could not be done. */
    void fail(String reason, Instant now, Instant retry) {
        failedAt = now;
        failure = reason.length() > FAILURE_LENGTH_MAX ? reason.substring(0, FAILURE_LENGTH_MAX) : reason;
        retryAt = retry;
    }

    /** What could not be done is tried again at once. */
    void retry(Instant now) {
        retryAt = failedAt == null ? null : now;
    }

    /** When credits that are put in at an instant are gone; null: never. */
    @Nullable
    Instant expiry(Instant at, ZoneId zone) {
        return expiresAfterDays == null
                ? null
                : at.atZone(zone).plusDays(expiresAfterDays).toInstant();
    }

    Refill refill() {
        return new Refill(method == TopUpMethod.TARGET, credits);
    }

    UUID id() {
        return id;
    }

    UUID walletId() {
        return walletId;
    }

    TopUpTrigger trigger() {
        return trigger;
    }

    TopUpKind kind() {
        return kind;
    }

    /** The next day of its interval; null of a threshold. */
    @Nullable
    LocalDate nextOn() {
        return nextOn;
    }

    /** When there is something to do by itself the next time: the next day, or another try; null: when the balance falls. */
    @Nullable
    Instant dueAt() {
        return retryAt == null ? nextAt : retryAt;
    }

    TopUpRuleView view() {
        return new TopUpRuleView(
                id,
                trigger,
                method,
                kind,
                Decimals.plain(credits),
                thresholdCredits == null ? null : Decimals.plain(thresholdCredits),
                interval,
                startsOn,
                expiresAfterDays,
                createdAt,
                nextAt,
                failedAt == null
                        ? null
                        : new TopUpRuleView.Failure(
                                failedAt, Objects.requireNonNull(failure), Objects.requireNonNull(retryAt)));
    }

    /** Triggers are written in lower case. */
    static class TriggerText extends LowerCaseEnum<TopUpTrigger> {
        TriggerText() {
            super(TopUpTrigger.class);
        }
    }

    /** Methods are written in lower case. */
    static class MethodText extends LowerCaseEnum<TopUpMethod> {
        MethodText() {
            super(TopUpMethod.class);
        }
    }

    /** Intervals are written in lower case. */
    static class IntervalText extends LowerCaseEnum<TopUpInterval> {
        IntervalText() {
            super(TopUpInterval.class);
        }
    }
}
