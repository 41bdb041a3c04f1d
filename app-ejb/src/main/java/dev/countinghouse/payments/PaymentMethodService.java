package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What customers can be charged by. One method is one transaction; {@link PaymentMethodAttachmentService} asks Stripe in between. */
@Stateless
public class PaymentMethodService {

    private static final String CUSTOMER_ID = "customer_id";

    @Inject
    PaymentMethodRepository methods;

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    CustomerBook customers;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * All that a customer has, oldest first.
     *
     * @throws BillingException NOT_FOUND without such a customer
     */
    @RolesAllowed(Permission.PAYMENT_READ)
    public List<PaymentMethodView> list(UUID customerId) {
        requireCustomer(customerId);
        @Nullable String connected = connected();
        return methods.attached(customerId).stream()
                .map(method -> method.view(connected))
                .toList();
    }

    /**
     * Makes one the default of its customer, or leaves him without a default.
     *
     * @param version as last read; null to change whatever is there
     * @throws BillingException NOT_FOUND
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentMethodView change(UUID customerId, UUID id, boolean isDefault, @Nullable Integer version) {
        methods.hold(customerId);
        PaymentMethod method = methods.require(customerId, id);
        if (version != null && version != method.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        PaymentMethodView before = method.view(connected());
        if (isDefault) {
            methods.attached(customerId).forEach(other -> other.beDefault(false));
            methods.flush();
        }
        method.beDefault(isDefault);
        methods.flush();
        PaymentMethodView after = method.view(connected());
        audit.record("payment_method.update", id, before, after);
        return after;
    }

    /**
     * Where a payment method is to be attached.
     *
     * @throws BillingException NOT_FOUND without such a customer; PAYMENT_METHOD_MISSING when no account is connected
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentMethodPlace place(UUID customerId) {
        requireCustomer(customerId);
        GatewayAccount account = accounts.usable()
                .orElseThrow(() -> new BillingException(
                        ProblemType.PAYMENT_METHOD_MISSING, "Connect an account at Stripe that may be used first"));
        return new PaymentMethodPlace(
                account, methods.gatewayCustomer(account.account(), customerId).orElse(null));
    }

    /**
     * Writes down what Stripe has attached, once. The first of a customer is his default.
     *
     * @throws BillingException VALIDATION_FAILED of token when it was another customer's, or was detached
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentMethodView attached(UUID customerId, String account, StripeGateway.Attached attached) {
        methods.hold(customerId);
        Optional<PaymentMethod> known = methods.byReference(account, attached.reference());
        if (known.isPresent()) {
            return known.filter(method -> method.customerId().equals(customerId) && method.isAttached())
                    .orElseThrow(() -> BillingException.invalid("token", "used", "was attached before"))
                    .view(connected());
        }
        PaymentMethod method = new PaymentMethod(customerId, account, attached, clock.instant());
        method.beDefault(methods.attached(customerId).stream().noneMatch(PaymentMethod::isDefault));
        methods.add(method);
        PaymentMethodView view = method.view(connected());
        outbox.add("payment_method.attached", method.id(), Map.of(CUSTOMER_ID, customerId));
        audit.record("payment_method.create", method.id(), null, view);
        return view;
    }

    /**
     * What Stripe is to detach.
     *
     * @return empty when it is of an account that is not connected: nobody can ask for it
     * @throws BillingException NOT_FOUND; PAYMENT_IN_PROGRESS while it is being charged
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public Optional<AttachedMethod> detachable(UUID customerId, UUID id) {
        PaymentMethod method = methods.require(customerId, id);
        Optional<GatewayAccount> connected =
                accounts.usable().filter(account -> account.account().equals(method.account()));
        if (connected.isPresent() && attempts.isChargedBy(id)) {
            throw new BillingException(ProblemType.PAYMENT_IN_PROGRESS, "It is being charged");
        }
        return connected.map(account -> new AttachedMethod(account, method.reference()));
    }

    /** Writes down that it is gone. Who has lost his default is charged by nothing until another one is made it. */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public void detached(UUID customerId, UUID id) {
        methods.hold(customerId);
        PaymentMethod method = methods.require(customerId, id);
        PaymentMethodView before = method.view(connected());
        method.detach(clock.instant());
        outbox.add("payment_method.detached", id, Map.of(CUSTOMER_ID, customerId));
        audit.record("payment_method.delete", id, before, null);
    }

    private @Nullable String connected() {
        return accounts.connected().orElse(null);
    }

    private void requireCustomer(UUID customerId) {
        if (customers.find(customerId).isEmpty()) {
            throw new BillingException(ProblemType.NOT_FOUND, "No customer " + customerId);
        }
    }
}
