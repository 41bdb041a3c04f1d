package dev.countinghouse.wallet;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that changed what is left of a top-up. Written by {@link WalletUseRepository}, never changed. */
@Entity
@Table(name = "wallet_transactions")
class WalletTransaction {

    @Id
    private UUID id;

    @Column(name = "top_up_id", nullable = false, updatable = false)
    private UUID topUpId;

    @Convert(converter = KindText.class)
    @Column(name = "kind", nullable = false, updatable = false)
    private WalletTransactionKind kind;

    @Column(name = "amount_minor", nullable = false, updatable = false)
    private long amountMinor;

    @Column(name = "invoice_id", updatable = false)
    private @Nullable UUID invoiceId;

    @Column(name = "made_at", nullable = false, updatable = false)
    private Instant madeAt;

    protected WalletTransaction() {}

    UUID id() {
        return id;
    }

    WalletTransactionView view(Currency currency) {
        return new WalletTransactionView(
                id, topUpId, kind, MoneyView.of(new Money(amountMinor, currency)), invoiceId, madeAt);
    }

    /** Kinds are written in lower case. */
    static class KindText extends LowerCaseEnum<WalletTransactionKind> {
        KindText() {
            super(WalletTransactionKind.class);
        }
    }
}
