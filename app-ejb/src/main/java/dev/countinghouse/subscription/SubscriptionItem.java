package dev.countinghouse.subscription;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** What a subscription is of: a plan version, so many times. */
@Entity
@Table(name = "subscription_items")
class SubscriptionItem {

    @Id
    private UUID id;

    @Column(name = "subscription_id", nullable = false)
    private UUID subscriptionId;

    @Column(name = "plan_version_id", nullable = false)
    private UUID planVersionId;

    @Column(name = "quantity", nullable = false)
    private int quantity;

    protected SubscriptionItem() {}

    SubscriptionItem(UUID id, UUID subscriptionId, UUID planVersionId, int quantity) {
        this.id = id;
        this.subscriptionId = subscriptionId;
        this.planVersionId = planVersionId;
        this.quantity = quantity;
    }

    UUID id() {
        return id;
    }

    UUID subscriptionId() {
        return subscriptionId;
    }

    UUID planVersionId() {
        return planVersionId;
    }

    int quantity() {
        return quantity;
    }
}
