package dev.countinghouse.wallet;

import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.wallet.domain.Credits;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A customer's wallet in a currency. Its top-ups hold what is in it. */
@Entity
@DynamicUpdate
@Table(name = "wallets")
class Wallet {

    @Id
    private UUID id;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", nullable = false, updatable = false)
    private String currency;

    @Column(name = "name", nullable = false)
    private String name;

    @Column(name = "priority", nullable = false)
    private int priority;

    /** Money of one credit, in major units. */
    @Column(name = "credit_rate", precision = 27, scale = 12, nullable = false, updatable = false)
    private BigDecimal creditRate;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** So that other rules alone are another version. */
    @Column(name = "changed_at")
    private @Nullable Instant changedAt;

    @Column(name = "terminated_at")
    private @Nullable Instant terminatedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected Wallet() {}

    Wallet(UUID id, NewWallet from, String currency, Instant createdAt) {
        this.id = id;
        this.customerId = from.customerId();
        this.currency = currency;
        this.name = from.name();
        this.priority = from.priority();
        this.creditRate = from.creditRate();
        this.createdAt = createdAt;
    }

    /**
     * Takes other values.
     *
     * @param newName null: as it is
     * @param newPriority null: as it is
     * @return whether anything is not as before
     */
    boolean change(@Nullable String newName, @Nullable Integer newPriority) {
        String nameBefore = name;
        int priorityBefore = priority;
        name = Objects.requireNonNullElse(newName, name);
        priority = Objects.requireNonNullElse(newPriority, priority);
        return !name.equals(nameBefore) || priority != priorityBefore;
    }

    /** It is another version from now on. */
    void changed(Instant now) {
        Instant last = changedAt;
        changedAt =
                last == null || now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS); // though a test clock stands
    }

    /** Nothing is paid from it from now on. Terminated again, it is terminated since the first time. */
    void terminate(Instant now) {
        terminatedAt = terminatedAt == null ? now : terminatedAt;
    }

    /** @throws BillingException PRECONDITION_FAILED when another version is expected */
    void requireVersion(@Nullable Integer expected) {
        if (expected != null && expected != version) {
            throw new BillingException(
                    ProblemType.PRECONDITION_FAILED, "Wallet %s has version %d".formatted(id, version));
        }
    }

    /** @throws BillingException CONFLICT when it is terminated */
    void requireActive() {
        if (terminatedAt != null) {
            throw new BillingException(ProblemType.CONFLICT, "Wallet %s is terminated".formatted(id));
        }
    }

    /** What so many credits are worth, rounded once. */
    Money price(BigDecimal credits) {
        return new Credits(creditRate, currency()).price(credits);
    }

    /** Money of one credit, in major units. */
    BigDecimal rate() {
        return creditRate;
    }

    UUID id() {
        return id;
    }

    UUID customerId() {
        return customerId;
    }

    Currency currency() {
        return Currency.getInstance(currency);
    }

    /**
     * As it is seen.
     *
     * @param left of all its top-ups
     */
    WalletView view(Money left, List<TopUpRuleView> rules) {
        return new WalletView(
                id,
                customerId,
                name,
                currency,
                priority,
                Decimals.plain(creditRate),
                terminatedAt == null ? WalletStatus.ACTIVE : WalletStatus.TERMINATED,
                MoneyView.of(left),
                rules,
                createdAt,
                terminatedAt,
                version);
    }
}
