package dev.countinghouse.metering;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Aggregation;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.metering.UsageAmendmentRepository.Recorded;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Amends usage events. An event is never edited: an amendment refers to it, with its author and a reason. What was billed
 * already is made up for by the next invoice, as with late usage.
 */
@Stateless
public class UsageAmendmentService {

    private static final Duration ROLL_UP_SOON = Duration.ofSeconds(2);

    @Inject
    UsageAmendmentRepository amendments;

    @Inject
    UsageEventRepository events;

    @Inject
    ClosedUsage closedUsage;

    @Inject
    UsageLatest latest;

    @Inject
    Catalog catalog;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    Outbox outbox;

    @Inject
    @RealTime
    Clock realTime;

    /**
     * Voids an event, or corrects it. Amendments of one event follow each other; the last one counts.
     *
     * @param madeBy name of the caller
     * @throws BillingException NOT_FOUND without such an event; VALIDATION_FAILED when it would not be acceptable so;
     *     CONFLICT when a voided event is voided again, or the event lies in closed usage
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public UsageAmendment amend(UUID eventId, UsageAmendment.New wanted, String madeBy) {
        amendments.lock(eventId);
        Recorded event = require(eventId);
        List<UsageAmendment> before = amendments.of(eventId);
        UsageAmendment last = before.isEmpty() ? null : before.getLast();
        UsageAmendment made = wanted.kind() == UsageAmendment.Kind.VOID
                ? voided(event, last, wanted, madeBy)
                : corrected(event, last, wanted, madeBy);
        List<Instant> instants = instants(event, last, made);
        requireOpen(event, instants);
        amendments.insert(made, event, made.properties() == null ? null : Json.write(made.properties()));
        amendments.touch(event, instants);
        schedule.atLeastBy(WorkKind.USAGE_AGGREGATION, realTime.instant().plus(ROLL_UP_SOON));
        audit.record("usage." + made.kind().code(), eventId, last == null ? counted(event) : last, made, made.reason());
        outbox.add(
                "usage.amended",
                eventId,
                Map.of("amendment_id", made.id(), "kind", made.kind().code(), "customer_id", event.customerId()));
        return made;
    }

    private void requireOpen(Recorded event, List<Instant> instants) {
        Set<Instant> closed = closedUsage
                .closed(instants.stream()
                        .map(at -> new ClosedUsage.Moment(event.customerId(), event.metricId(), at))
                        .toList())
                .stream()
                .map(ClosedUsage.Moment::at)
                .collect(Collectors.toSet());
        if (closed.contains(instants.getFirst())) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "Usage event " + event.id() + " lies in usage that is closed: invoiced for good");
        }
        if (!closed.isEmpty()) {
            throw BillingException.invalid(
                    "timestamp", ClosedUsage.CODE, "lies in usage that is closed: invoiced for good");
        }
    }

    /** The event as it is shown, with its amendments. */
    @RolesAllowed(Permission.USAGE_READ)
    public AmendedUsage get(UUID eventId) {
        return new AmendedUsage(events.view(eventId).orElseThrow(() -> unknown(eventId)), amendments.of(eventId));
    }

    /**
     * An event as it was recorded, and what was said about it later.
     *
     * @param amendments the last one counts
     */
    public record AmendedUsage(UsageEventView event, List<UsageAmendment> amendments) {}

    private Recorded require(UUID eventId) {
        return amendments.event(eventId).orElseThrow(() -> unknown(eventId));
    }

    private static BillingException unknown(UUID eventId) {
        return new BillingException(ProblemType.NOT_FOUND, "No usage event " + eventId);
    }

    private UsageAmendment voided(
            Recorded event, @Nullable UsageAmendment last, UsageAmendment.New wanted, String madeBy) {
        if (wanted.timestamp() != null || wanted.quantity() != null || wanted.properties() != null) {
            throw BillingException.invalid("kind", "not_allowed", "must be correct where there are new values");
        }
        if (last != null && last.kind() == UsageAmendment.Kind.VOID) {
            throw new BillingException(ProblemType.CONFLICT, "Usage event " + event.id() + " is void already");
        }
        return amendment(event, last, wanted, madeBy, null);
    }

    private UsageAmendment corrected(
            Recorded event, @Nullable UsageAmendment last, UsageAmendment.New wanted, String madeBy) {
        if (wanted.timestamp() == null && wanted.quantity() == null && wanted.properties() == null) {
            throw BillingException.invalid("kind", "required", "must be void where there are no new values");
        }
        UsageAmendment before = last != null && last.kind() == UsageAmendment.Kind.CORRECT ? last : null;
        Instant at = before == null ? event.at() : Objects.requireNonNull(before.timestamp());
        BigDecimal quantity = before == null ? event.quantity() : Objects.requireNonNull(before.quantity());
        Map<String, Object> properties =
                before == null ? Json.readObject(event.properties()) : Objects.requireNonNull(before.properties());
        UsageInput input = new UsageInput(
                event.id().toString(),
                "",
                event.customerId(),
                null,
                null,
                event.metric(),
                wanted.timestamp() == null ? at : wanted.timestamp(),
                wanted.quantity() == null && wanted.properties() == null && !isCount(event)
                        ? quantity
                        : wanted.quantity(),
                wanted.properties() == null ? properties : wanted.properties());
        UsageEvent judged = judge(event, input);
        return amendment(event, last, wanted, madeBy, judged);
    }

    /** Whether the value of an event is the same for all. */
    private boolean isCount(Recorded event) {
        Aggregation aggregation = metric(event).aggregation();
        return aggregation == Aggregation.COUNT || aggregation == Aggregation.UNIQUE_COUNT;
    }

    private MetricView metric(Recorded event) {
        return Objects.requireNonNull(catalog.metrics(List.of(event.metric())).get(event.metric()));
    }

    private UsageEvent judge(Recorded event, UsageInput input) {
        UsageRules rules = new UsageRules(
                Map.of(event.metric(), metric(event)),
                Map.of(),
                Map.of(event.customerId(), event.customerId()),
                Map.of(),
                latest.instant());
        UsageRules.Verdict verdict = rules.judge(input);
        FieldError error =
                verdict.rejection() == null ? null : verdict.rejection().error();
        if (error != null) {
            throw new BillingException(
                    ProblemType.VALIDATION_FAILED, error.field() + " " + error.message(), List.of(error));
        }
        return Objects.requireNonNull(verdict.event());
    }

    private UsageAmendment amendment(
            Recorded event,
            @Nullable UsageAmendment last,
            UsageAmendment.New wanted,
            String madeBy,
            @Nullable UsageEvent values) {
        return new UsageAmendment(
                Ids.next(),
                event.id(),
                last == null ? 1 : last.number() + 1,
                wanted.kind(),
                values == null ? null : values.occurredAt(),
                values == null ? null : Decimals.plain(values.quantity()),
                values == null ? null : Json.readObject(values.properties()),
                wanted.reason(),
                madeBy,
                realTime.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Where it counted, and where it counts now. */
    private static List<Instant> instants(Recorded event, @Nullable UsageAmendment last, UsageAmendment made) {
        List<Instant> instants = new ArrayList<>();
        instants.add(last == null || last.timestamp() == null ? event.at() : last.timestamp());
        if (made.timestamp() != null) {
            instants.add(made.timestamp());
        }
        return instants;
    }

    private static Map<String, Object> counted(Recorded event) {
        return Map.of(
                "timestamp", event.at(),
                "quantity", Decimals.plain(event.quantity()),
                "properties", Json.readObject(event.properties()));
    }
}
