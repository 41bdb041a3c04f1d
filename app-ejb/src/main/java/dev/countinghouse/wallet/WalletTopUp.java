package dev.countinghouse.wallet;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credits that were put into a wallet. What is left of them changes by {@link WalletUseRepository} alone. */
@Entity
@Table(name = "wallet_top_ups")
class WalletTopUp {

    @Id
    private UUID id;

    @Column(name = "wallet_id", nullable = false, updatable = false)
    private UUID walletId;

    @Convert(converter = KindText.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private TopUpKind kind;

    @Column(name = "credits", precision = 27, scale = 12, nullable = false, updatable = false)
    private BigDecimal credits;

    @Column(name = "amount_minor", nullable = false, updatable = false)
    private long amountMinor;

    @Column(name = "left_minor", nullable = false, updatable = false)
    private long leftMinor;

    @Column(name = "expires_at", updatable = false)
    private @Nullable Instant expiresAt;

    @Column(name = "made_at", nullable = false, updatable = false)
    private Instant madeAt;

    /** Since when it pays; null while its invoice is not paid. */
    @Column(name = "usable_at", updatable = false)
    private @Nullable Instant usableAt;

    /** Which sells it; null of what was granted. */
    @Column(name = "invoice_id", updatable = false)
    private @Nullable UUID invoiceId;

    /** By which it was made by itself; null: somebody made it. */
    @Column(name = "rule_id", updatable = false)
    private @Nullable UUID ruleId;

    /** The day of the rule's interval. */
    @Column(name = "due_on", updatable = false)
    private @Nullable LocalDate dueOn;

    protected WalletTopUp() {}

    /** @param invoiceId which sells it; null of what is granted, which can be used at once */
    WalletTopUp(UUID id, TopUps.Prepared prepared, @Nullable UUID invoiceId) {
        NewTopUp from = prepared.wanted();
        Money amount = prepared.amount();
        this.id = id;
        this.walletId = from.walletId();
        this.kind = from.kind();
        this.credits = from.credits();
        this.amountMinor = amount.minor();
        this.leftMinor = invoiceId == null ? amount.minor() : 0;
        this.expiresAt = from.expiresAt();
        this.madeAt = prepared.at();
        this.usableAt = invoiceId == null ? madeAt : null;
        this.invoiceId = invoiceId;
        TopUps.ByRule byRule = prepared.byRule();
        if (byRule != null) {
            this.ruleId = byRule.ruleId();
            this.dueOn = byRule.dueOn();
        }
    }

    UUID id() {
        return id;
    }

    UUID walletId() {
        return walletId;
    }

    WalletTopUpView view(Currency currency) {
        return new WalletTopUpView(
                id,
                walletId,
                kind,
                Decimals.plain(credits),
                MoneyView.of(new Money(amountMinor, currency)),
                MoneyView.of(new Money(leftMinor, currency)),
                expiresAt,
                madeAt,
                usableAt,
                invoiceId,
                ruleId);
    }

    /** Kinds are written in lower case. */
    static class KindText extends LowerCaseEnum<TopUpKind> {
        KindText() {
            super(TopUpKind.class);
        }
    }
}
