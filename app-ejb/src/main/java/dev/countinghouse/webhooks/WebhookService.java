package dev.countinghouse.webhooks;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.EventTypes;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhook endpoints of the current tenant, and what was delivered to them. One method is one transaction. */
@Stateless
public class WebhookService {

    /** What one tenant may have. */
    static final int ENDPOINTS_MAX = 50;

    @Inject
    WebhookEndpointRepository endpoints;

    @Inject
    WebhookDeliveryRepository deliveries;

    @Inject
    WebhookAddresses addresses;

    @Inject
    WebhookSecrets secrets;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Makes an endpoint: events from now on are sent to it.
     *
     * @return with the secret, which is shown this once
     * @throws BillingException VALIDATION_FAILED by its field; CONFLICT when the tenant has fifty
     */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public WebhookEndpointView create(NewWebhookEndpoint wanted) {
        requireSelectors(wanted.eventTypes());
        addresses.require(wanted.url());
        if (endpoints.count() >= ENDPOINTS_MAX) {
            throw new BillingException(
                    ProblemType.CONFLICT, "There are %d webhook endpoints already".formatted(ENDPOINTS_MAX));
        }
        UUID id = Ids.next();
        byte[] secret = secrets.mint();
        WebhookEndpoint endpoint =
                new WebhookEndpoint(id, CurrentScope.tenant().id(), wanted, secrets.seal(secret, id), clock.instant());
        endpoints.add(endpoint);
        audit.record("webhook_endpoint.create", id, null, endpoint.view(null));
        return endpoint.view(WebhookSecrets.text(secret));
    }

    /** Newest first, without secrets. */
    @RolesAllowed(Permission.WEBHOOK_READ)
    public Page<WebhookEndpointView> list(PageRequest page) {
        return endpoints.list(page).map(endpoint -> endpoint.view(null));
    }

    /** @throws BillingException NOT_FOUND without such an endpoint */
    @RolesAllowed(Permission.WEBHOOK_READ)
    public WebhookEndpointView get(UUID id) {
        return endpoints.require(id).view(null);
    }

    /**
     * Changes an endpoint. What waits is sent as it is said then.
     *
     * @param expectedVersion null: whichever it has
     * @throws BillingException NOT_FOUND; PRECONDITION_FAILED when it has another version; VALIDATION_FAILED by its field
     */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public WebhookEndpointView change(UUID id, WebhookEndpointChange change, @Nullable Integer expectedVersion) {
        if (change.eventTypes() != null) {
            requireSelectors(change.eventTypes());
        }
        if (change.url() != null) {
            addresses.require(change.url());
        }
        WebhookEndpoint endpoint = endpoints.lock(id);
        endpoint.requireVersion(expectedVersion);
        WebhookEndpointView before = endpoint.view(null);
        endpoint.change(change);
        return recorded("update", before, endpoint);
    }

    /**
     * Makes another secret.
     *
     * @param overlap how long the one before signs too: both signatures are sent then; none for at once
     * @return with the secret, which is shown this once
     * @throws BillingException NOT_FOUND without such an endpoint
     */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public WebhookEndpointView rotateSecret(UUID id, Duration overlap) {
        WebhookEndpoint endpoint = endpoints.lock(id);
        WebhookEndpointView before = endpoint.view(null);
        byte[] secret = secrets.mint();
        endpoint.rotate(secrets.seal(secret, id), clock.instant(), overlap);
        recorded("rotate_secret", before, endpoint);
        return endpoint.view(WebhookSecrets.text(secret));
    }

    /** From now on nothing is sent to it, and what waits never will be. */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public void delete(UUID id, @Nullable Integer expectedVersion) {
        WebhookEndpoint endpoint = endpoints.lock(id);
        endpoint.requireVersion(expectedVersion);
        WebhookEndpointView before = endpoint.view(null);
        endpoint.delete();
        endpoints.flush();
        audit.record("webhook_endpoint.delete", id, before, null);
    }

    /**
     * Sends an event to the endpoint alone, whatever it wants, as any other is sent.
     *
     * @throws BillingException NOT_FOUND; CONFLICT while it is disabled
     */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public WebhookDeliveryView ping(UUID id) {
        WebhookEndpoint endpoint = endpoints.require(id);
        endpoint.requireEnabled();
        UUID event = outbox.addFor(id, EventTypes.PING, Map.of("id", id, "status", "enabled"));
        audit.record("webhook_endpoint.ping", id, null, Map.of("event_id", event));
        return requireDelivery(id, event);
    }

    /**
     * What was and is to be delivered to an endpoint within thirty days, newest events first.
     *
     * @param state those in it; null: all
     */
    @RolesAllowed(Permission.WEBHOOK_READ)
    public Page<WebhookDeliveryView> deliveries(UUID id, @Nullable DeliveryState state, PageRequest page) {
        endpoints.require(id);
        return Page.of(deliveries.list(id, state, page), page, WebhookDeliveryView::eventId);
    }

    /**
     * Makes one delivery again, under the same id, whatever became of it.
     *
     * @throws BillingException NOT_FOUND; CONFLICT while the endpoint is disabled
     */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public WebhookDeliveryView replay(UUID id, UUID eventId) {
        endpoints.require(id).requireEnabled();
        WebhookDeliveryView before = requireDelivery(id, eventId);
        deliveries.replay(id, eventId);
        WebhookDeliveryView after = requireDelivery(id, eventId);
        audit.record("webhook_delivery.replay", eventId, before, after);
        return after;
    }

    /**
     * Makes the deliveries of a range again, the earliest 10,000 of them.
     *
     * @throws BillingException NOT_FOUND; CONFLICT while the endpoint is disabled; VALIDATION_FAILED for {@code until}
     */
    @RolesAllowed(Permission.WEBHOOK_WRITE)
    public WebhookReplayView replay(UUID id, WebhookReplay wanted) {
        endpoints.require(id).requireEnabled();
        if (wanted.until() != null && !wanted.until().isAfter(wanted.since())) {
            throw BillingException.invalid("until", "out_of_range", "must be after since");
        }
        WebhookReplayView made = new WebhookReplayView(deliveries.replay(id, wanted));
        audit.record("webhook_endpoint.replay", id, null, made);
        return made;
    }

    private WebhookDeliveryView requireDelivery(UUID id, UUID eventId) {
        return deliveries
                .find(id, eventId)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No delivery of event " + eventId));
    }

    private WebhookEndpointView recorded(String action, WebhookEndpointView before, WebhookEndpoint endpoint) {
        endpoints.flush();
        WebhookEndpointView after = endpoint.view(null);
        if (!after.equals(before)) {
            audit.record("webhook_endpoint." + action, endpoint.id(), before, after);
        }
        return after;
    }

    private static void requireSelectors(List<String> selectors) {
        for (int i = 0; i < selectors.size(); i++) {
            if (!EventTypes.isSelector(selectors.get(i))) {
                throw BillingException.invalid(
                        "event_types[" + i + "]", "unknown", "is no type of event, nor all of a resource: invoice.*");
            }
        }
    }
}
