package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.SubscriptionChange;
import dev.countinghouse.subscription.SubscriptionChanges;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of subscriptions on a day to come: shown as they would be billed by what is known now, planned, and made when the day has come. */
@Stateless
public class DatedChangeService {

    @Inject
    RehearsalRun rehearsal;

    @Inject
    DueSubscriptions due;

    @Inject
    SubscriptionChanges changes;

    /**
     * What a change would come to on its day: billed until then by what is known now.
     *
     * @param wanted at a date
     * @throws BillingException NOT_FOUND, CONFLICT or VALIDATION_FAILED when it cannot be planned, or could not be made on that day
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // it is a transaction that is rolled back
    public SubscriptionChangeView preview(UUID subscriptionId, SubscriptionChange wanted) {
        return rehearsal.change(subscriptionId, wanted).priced().view();
    }

    /**
     * Plans a change, in one transaction with the key of the request, if it has one. What it comes to is looked at in a transaction of its own
     * before, which is rolled back.
     *
     * @param wanted at a date
     * @param token of the preview; null: whatever it comes to by now
     * @throws BillingException as the preview's, and PREVIEW_OUTDATED when the terms that it showed are different now
     */
    @RolesAllowed(Permission.SUBSCRIPTION_WRITE)
    public SubscriptionChangeView plan(UUID subscriptionId, SubscriptionChange wanted, @Nullable String token) {
        RehearsalRun.RehearsedChange rehearsed = rehearsal.change(subscriptionId, wanted);
        SubscriptionChangeView shown = rehearsed.priced().view();
        SubscriptionChangeService.requireShown(shown, token);
        due.awaitTurn();
        changes.planFor(rehearsed.day(), wanted, rehearsed.priced().planned());
        return shown.asExecuted(null);
    }
}
