package dev.countinghouse.invoicing;

import static dev.countinghouse.invoicing.Samples.due;
import static dev.countinghouse.invoicing.Samples.terms;

import dev.countinghouse.catalog.Charge;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.subscription.DueBilling;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.RunningSubscriptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A subscription whose usage of June is billed while it runs: what was used, and all that was billed of it. */
final class RunningJune {

    static final Instant TENTH = Instant.parse("2023-06-10T12:00:00Z");

    private final RecordedEvents usage = new RecordedEvents();
    private final BilledLines billed = new BilledLines();
    private final UsageToBill june;
    private Optional<Instant> lastInvoice = Optional.empty();
    private int events;

    RunningJune(Charge charge) {
        this(terms("EUR", charge));
    }

    /** By terms of one charge. */
    RunningJune(PlanTerms terms) {
        DueItem item = due(terms, "2023-06-01/2023-07-01", "2023-07-01/2023-08-01");
        june = UsageToBill.of(item).getFirst();
    }

    /** Records an event; the earlier of two is the one at the smaller second, whichever comes first. */
    MeteredEvent use(int second, String value, Map<String, String> group) {
        MeteredEvent event = new MeteredEvent(
                new UUID(0, events++),
                TENTH.minusSeconds(3_600).plusSeconds(second),
                group,
                new BigDecimal(value),
                Map.of("cost", new BigDecimal(value).movePointLeft(2)));
        usage.add(event);
        return event;
    }

    void remove(MeteredEvent event) {
        usage.remove(event);
    }

    void lastInvoice(Instant date) {
        lastInvoice = Optional.of(date);
    }

    /** A turn on the tenth. */
    List<InvoiceDraft> turn() {
        List<InvoiceDraft> drafts =
                inAdvance().drafts(List.of(new AdvanceUsageRepository.Due(Samples.SUBSCRIPTION, TENTH)));
        drafts.forEach(draft -> billed.add(draft.lines()));
        return drafts;
    }

    /** The end of June. */
    List<LineDraft> end() {
        List<LineDraft> rest =
                inAdvance().rest(List.of(june), List.of(arrears())).getFirst();
        billed.add(rest);
        return rest;
    }

    /** The lines of all invoices so far. */
    List<LineDraft> billed() {
        return billed.all();
    }

    /** What June costs, billed once at its end. */
    List<LineDraft> arrears() {
        return rated().of(List.of(june), usage.usage(List.of(june.window()))).getFirst();
    }

    private RatedUsage rated() {
        RatedUsage rated = new RatedUsage();
        rated.metering = usage;
        return rated;
    }

    private AdvanceUsage inAdvance() {
        AdvanceUsage made = new AdvanceUsage();
        made.subscriptions = new Running();
        made.metering = usage;
        made.rated = rated();
        made.difference = new UsageDifference();
        made.difference.billed = billed;
        made.parties = new KnownParties();
        made.numbers = new NumberSeriesRepository() {
            @Override
            Optional<Instant> lastDate() {
                return lastInvoice;
            }
        };
        return made;
    }

    private final class Running extends RunningSubscriptions {

        @Override
        public List<DueItem> unbilled(Map<UUID, Instant> instants) {
            DueItem item = june.item();
            DueBilling end = item.billing();
            DueBilling now = new DueBilling(
                    end.subscriptionId(),
                    end.customerId(),
                    end.zone(),
                    Objects.requireNonNull(instants.get(end.subscriptionId())),
                    end.ended(),
                    end.endedWhole(),
                    end.begun(),
                    end.begunWhole(),
                    end.unused(),
                    end.skipsUsage(),
                    end.trial());
            return List.of(
                    new DueItem(now, item.itemId(), item.quantities(), item.terms(), item.days(), item.periods()));
        }
    }
}
