package dev.countinghouse.payments;

import dev.countinghouse.identity.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Connects the tenant's account at Stripe, having asked Stripe whose key it is. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // no connection waits for somebody else's server
public class StripeConnectionService {

    @Inject
    StripeAccountService accounts;

    @Inject
    StripeGateway stripe;

    /**
     * Connects an account, or changes how.
     *
     * @param version as last read; null to change whatever is there
     * @throws dev.countinghouse.problem.BillingException VALIDATION_FAILED when Stripe refuses the key; PAYMENT_GATEWAY_UNAVAILABLE;
     *     PAYMENT_IN_PROGRESS
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public StripeAccountView connect(StripeKeys keys, @Nullable Integer version) {
        accounts.check(keys);
        return accounts.connect(stripe.accountOf(keys.secretKey()), keys, version);
    }
}
