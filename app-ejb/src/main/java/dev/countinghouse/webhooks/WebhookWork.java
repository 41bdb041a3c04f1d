package dev.countinghouse.webhooks;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.Mails;
import dev.countinghouse.outbox.EventTypes;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.webhooks.domain.Retries;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is read and written of an endpoint's deliveries between two tries, as its tenant. Each call is a transaction of its own;
 * none is open while something is sent.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class WebhookWork {

    /** Messages that are read at once. */
    static final int MESSAGES_MOST = 64;

    @Inject
    WebhookEndpointRepository endpoints;

    @Inject
    WebhookWorkRepository deliveries;

    @Inject
    WebhookSecrets secrets;

    @Inject
    Outbox outbox;

    @Inject
    Mails mails;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Where to send, and what is due there.
     *
     * @param secrets that sign, the newest first; none when nothing is to be sent there any more
     * @param messages in the order of events
     */
    public record Batch(String url, List<byte[]> secrets, int version, List<WebhookMessage> messages) {}

    /** @param busySubjects of which something is being sent, or waits to be */
    public Batch take(UUID endpointId, Collection<UUID> busySubjects) {
        WebhookEndpoint endpoint = endpoints.enabled(endpointId).orElse(null);
        if (endpoint == null) {
            return new Batch("", List.of(), 0, List.of());
        }
        List<WebhookMessage> due = deliveries.due(endpointId, busySubjects, MESSAGES_MOST);
        if (due.isEmpty()) {
            deliveries.park(endpointId);
        }
        List<byte[]> open = endpoint.sealedSecrets(clock.instant()).stream()
                .map(secret -> secrets.open(secret, endpointId))
                .toList();
        return new Batch(endpoint.url(), open, endpoint.version(), due);
    }

    /**
     * Writes down what became of some; an endpoint that wants no more, or has taken nothing for three days, is disabled.
     *
     * @return the version that the endpoint has now; null when nothing is to be sent there any more
     */
    public @Nullable Integer settle(UUID endpointId, List<Outcome> outcomes) {
        deliveries.settle(endpointId, outcomes);
        Set<UUID> over = outcomes.stream()
                .filter(outcome -> outcome.state() != DeliveryState.PENDING)
                .map(Outcome::subjectId)
                .collect(Collectors.toSet());
        if (!over.isEmpty()) {
            deliveries.wake(endpointId, over);
        }
        if (outcomes.stream().anyMatch(Outcome::isDelivered)) {
            endpoints.succeeded(endpointId);
        }
        List<UUID> dead = outcomes.stream()
                .filter(outcome -> outcome.state() == DeliveryState.DEAD && outcome.attempts() >= Retries.ATTEMPTS_MAX)
                .map(Outcome::eventId)
                .toList();
        if (outcomes.stream().anyMatch(Outcome::gone)) {
            disable(endpointId, DisabledBecause.GONE);
        } else if (!dead.isEmpty() && deliveries.hasTakenNothingSince(endpointId, dead)) {
            disable(endpointId, DisabledBecause.FAILING);
        }
        return endpoints.enabled(endpointId).map(WebhookEndpoint::version).orElse(null);
    }

    private void disable(UUID endpointId, DisabledBecause reason) {
        if (endpoints.enabled(endpointId).isEmpty()) {
            return; // somebody was faster
        }
        WebhookEndpoint endpoint = endpoints.lock(endpointId);
        WebhookEndpointView before = endpoint.view(null);
        endpoint.disable(reason);
        endpoints.flush();
        WebhookEndpointView after = endpoint.view(null);
        audit.record("webhook_endpoint.disable", endpointId, before, after);
        outbox.add(
                EventTypes.ENDPOINT_DISABLED,
                endpointId,
                Map.of(
                        "id",
                        endpointId,
                        "status",
                        "disabled",
                        "reason",
                        reason.name().toLowerCase(Locale.ROOT)));
        tell(after, reason);
    }

    private void tell(WebhookEndpointView endpoint, DisabledBecause reason) {
        Tenant tenant = CurrentScope.tenant();
        String text = """
                Events of %s are not sent to this webhook endpoint any more:

                %s

                %s. What waits is kept for thirty days: it goes on when the endpoint is enabled again, and what was given up can be replayed.
                Events from now on are not kept for it: see GET /events.
                """.formatted(
                        tenant.slug(),
                        endpoint.url(),
                        reason == DisabledBecause.GONE
                                ? "It answered 410, which says that it wants nothing more"
                                : "It has taken nothing for three days");
        for (WebhookEndpointRepository.Person person : endpoints.keepers()) {
            mails.send(
                    new Mail(person.email(), "A webhook endpoint of %s is disabled".formatted(tenant.slug()), text),
                    tenant.id(),
                    person.userId());
        }
    }
}
