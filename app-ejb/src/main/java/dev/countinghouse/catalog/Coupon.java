package dev.countinghouse.catalog;

import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What customers may redeem. What it takes off never changes: customers have it. */
@Entity
@Table(name = "coupons")
class Coupon extends CatalogThing<CouponView> {

    @Convert(converter = EnumColumns.OfDiscount.class)
    @Column(name = "discount", nullable = false, updatable = false)
    private CouponTerms.Discount discount;

    @Column(name = "amount_minor", updatable = false)
    private @Nullable Long amountMinor;

    @JdbcTypeCode(SqlTypes.CHAR)
    @Column(name = "currency", updatable = false)
    private @Nullable String currency;

    @Column(name = "percent", precision = 9, scale = 6, updatable = false)
    private @Nullable BigDecimal percent;

    @Convert(converter = EnumColumns.OfDuration.class)
    @Column(name = "duration", nullable = false, updatable = false)
    private CouponTerms.Duration duration;

    @Column(name = "periods", updatable = false)
    private @Nullable Integer periods;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "plans", nullable = false, updatable = false, columnDefinition = "varchar(64)[]")
    private String[] plans;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(name = "metrics", nullable = false, updatable = false, columnDefinition = "varchar(64)[]")
    private String[] metrics;

    @Column(name = "expires_at")
    private @Nullable Instant expiresAt;

    @Column(name = "max_redemptions")
    private @Nullable Integer maxRedemptions;

    @Column(name = "max_redemptions_per_customer")
    private @Nullable Integer maxRedemptionsPerCustomer;

    protected Coupon() {}

    Coupon(UUID id, NewCoupon from, Instant createdAt) {
        super(id, from.externalId(), from.code(), from.name(), createdAt);
        CouponTerms terms = from.terms();
        this.discount = terms.discount();
        this.amountMinor = terms.amount() == null ? null : terms.amount().minor();
        this.currency =
                terms.amount() == null ? null : terms.amount().currency().getCurrencyCode();
        this.percent = terms.percent();
        this.duration = terms.duration();
        this.periods = terms.periods();
        this.plans = terms.plans().toArray(String[]::new);
        this.metrics = terms.metrics().toArray(String[]::new);
        cap(from.caps());
    }

    /** Is called and capped as a document says, which leaves out what is not capped. */
    void bring(NewCoupon wanted) {
        rename(wanted.name());
        expiresAt = wanted.caps().expiresAt();
        maxRedemptions = wanted.caps().maxRedemptions();
        maxRedemptionsPerCustomer = wanted.caps().maxRedemptionsPerCustomer();
    }

    /** Changes what is not null. */
    void change(CouponChange change) {
        rename(change.name());
        cap(change.caps());
    }

    private void cap(CouponCaps caps) {
        expiresAt = caps.expiresAt() == null ? expiresAt : caps.expiresAt();
        maxRedemptions = caps.maxRedemptions() == null ? maxRedemptions : caps.maxRedemptions();
        maxRedemptionsPerCustomer =
                caps.maxRedemptionsPerCustomer() == null ? maxRedemptionsPerCustomer : caps.maxRedemptionsPerCustomer();
    }

    @Override
    CouponView view(Map<String, Object> metadata) {
        return new CouponView(
                id(),
                externalId(),
                code(),
                name(),
                discount,
                amountMinor == null || currency == null
                        ? null
                        : MoneyView.of(new Money(amountMinor, Currency.getInstance(currency))),
                percent == null ? null : Decimals.plain(percent),
                duration,
                periods,
                List.of(plans),
                List.of(metrics),
                expiresAt,
                maxRedemptions,
                maxRedemptionsPerCustomer,
                metadata,
                version(),
                createdAt(),
                archivedAt());
    }
}
