package dev.countinghouse.payments;

import dev.countinghouse.ids.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** What a customer can be charged by. The gateway holds it; here is what it is called there, and what people know it by. */
@Entity
@DynamicUpdate
@Table(name = "payment_methods")
class PaymentMethod {

    private static final String STRIPE = "stripe";

    @Id
    private UUID id;

    @Column(name = "customer_id", nullable = false, updatable = false)
    private UUID customerId;

    @Column(name = "gateway", nullable = false, updatable = false)
    private String gateway;

    /** Whose it is at the gateway: another account cannot charge it. */
    @Column(name = "account", nullable = false, updatable = false)
    private String account;

    @Column(name = "gateway_customer", nullable = false, updatable = false)
    private String gatewayCustomer;

    @Column(name = "reference", nullable = false, updatable = false)
    private String reference;

    @Column(name = "kind", nullable = false, updatable = false)
    private String kind;

    @Column(name = "brand", updatable = false)
    private @Nullable String brand;

    @Column(name = "last4", updatable = false)
    private @Nullable String last4;

    @Column(name = "exp_month", updatable = false, columnDefinition = "smallint")
    private @Nullable Short expMonth;

    @Column(name = "exp_year", updatable = false, columnDefinition = "smallint")
    private @Nullable Short expYear;

    @Column(name = "is_default", nullable = false)
    private boolean isDefault;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    @Column(name = "detached_at")
    private @Nullable Instant detachedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected PaymentMethod() {}

    /** One that Stripe has attached. */
    PaymentMethod(UUID customerId, String account, StripeGateway.Attached attached, Instant now) {
        this.id = Ids.next();
        this.customerId = customerId;
        this.gateway = STRIPE;
        this.account = account;
        this.gatewayCustomer = attached.gatewayCustomer();
        this.reference = attached.reference();
        this.kind = attached.kind();
        StripeGateway.Card card = attached.card();
        if (card != null) {
            this.brand = card.brand();
            this.last4 = card.last4();
            this.expMonth = card.expMonth();
            this.expYear = card.expYear();
        }
        this.createdAt = now;
    }

    /** Whether it is what its customer is charged by. */
    void beDefault(boolean wanted) {
        isDefault = wanted && isAttached();
    }

    /** Cannot be charged any more. */
    void detach(Instant now) {
        isDefault = false;
        detachedAt = now;
    }

    boolean isAttached() {
        return detachedAt == null;
    }

    boolean isDefault() {
        return isDefault;
    }

    UUID id() {
        return id;
    }

    UUID customerId() {
        return customerId;
    }

    String gateway() {
        return gateway;
    }

    String account() {
        return account;
    }

    String gatewayCustomer() {
        return gatewayCustomer;
    }

    String reference() {
        return reference;
    }

    int version() {
        return version;
    }

    /** @param connected the account of now; null when none is connected */
    PaymentMethodView view(@Nullable String connected) {
        return new PaymentMethodView(
                id,
                customerId,
                gateway,
                kind,
                brand,
                last4,
                expMonth == null ? null : expMonth.intValue(),
                expYear == null ? null : expYear.intValue(),
                isDefault,
                account.equals(connected),
                createdAt,
                version);
    }
}
