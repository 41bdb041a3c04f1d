package dev.countinghouse.payments;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantDirectory;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/** Takes what Stripe tells by itself. Who sends it has no credential: the signature over the bytes is all that counts. */
@Stateless
@PermitAll
@TransactionAttribute(
        TransactionAttributeType.NOT_SUPPORTED) // finding the tenant and acting as it are two transactions
public class StripeWebhooks {

    @Inject
    TenantDirectory tenants;

    @Inject
    GatewayEventRun events;

    @Inject
    Collector collector;

    /**
     * Takes an event of a tenant's account. One that was taken before changes nothing.
     *
     * @param slug of the tenant that is named
     * @param payload as it was sent
     * @param signature the header Stripe-Signature
     * @return false when it is not signed with the secret of that tenant, which may not even exist
     * @throws BillingException so that it is sent again later: SCHEMA_NOT_SUPPORTED while the tenant is migrated;
     *     PAYMENT_GATEWAY_UNAVAILABLE when it tells of a payment that nobody waits for, and Stripe cannot be asked about it
     */
    public boolean take(String slug, String payload, String signature) {
        Optional<Tenant> tenant = tenants.active(slug);
        if (tenant.isEmpty()) {
            return false;
        }
        if (!tenant.get().isWorkable()) {
            throw new BillingException(ProblemType.SCHEMA_NOT_SUPPORTED, "Send it again later");
        }
        return CurrentScope.call(Scope.of(tenant.get()), () -> {
            GatewayEventRun.Taken taken = events.take(payload, signature);
            LatePayment late = taken.late();
            if (late != null) {
                collector.look(late);
            }
            return taken.signed();
        });
    }
}
