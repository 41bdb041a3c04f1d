package dev.countinghouse.payments;

import dev.countinghouse.identity.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Attaches payment methods at Stripe and detaches them. Each half can be done again: Stripe attaches a method to its customer once, makes
 * a customer once by his key, and what is detached already is as good as detached.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // no connection waits for somebody else's server
public class PaymentMethodAttachmentService {

    @Inject
    PaymentMethodService methods;

    @Inject
    StripeGateway stripe;

    /**
     * Attaches a payment method to a customer, whom Stripe gets to know by it.
     *
     * @param token as Stripe's form gave it to a browser, {@code pm_...}
     * @throws dev.countinghouse.problem.BillingException NOT_FOUND; VALIDATION_FAILED of token; PAYMENT_METHOD_MISSING when no account
     *     is connected; PAYMENT_GATEWAY_REFUSES; PAYMENT_GATEWAY_UNAVAILABLE
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentMethodView attach(UUID customerId, String token) {
        PaymentMethodPlace place = methods.place(customerId);
        StripeGateway.Attached attached = stripe.attach(place.account(), customerId, place.gatewayCustomer(), token);
        return methods.attached(customerId, place.account().account(), attached);
    }

    /**
     * Detaches a payment method: it can never be charged again.
     *
     * @throws dev.countinghouse.problem.BillingException NOT_FOUND; PAYMENT_IN_PROGRESS; PAYMENT_GATEWAY_REFUSES;
     *     PAYMENT_GATEWAY_UNAVAILABLE
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public void detach(UUID customerId, UUID id) {
        methods.detachable(customerId, id).ifPresent(method -> stripe.detach(method.account(), method.reference()));
        methods.detached(customerId, id);
    }
}
