package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rates usage in sets: those charges whose price depends on each event have their events read, all in one statement. */
@ApplicationScoped
class RatedUsage {

    @Inject
    Metering metering;

    /** How a charge's usage becomes lines. */
    private interface Rating {
        List<LineDraft> lines(UsageToBill asked, MeteredUsage used, List<MeteredEvent> events);
    }

    /**
     * The lines of each charge, in the order asked.
     *
     * @param used of the charges, in their order
     */
    List<List<LineDraft>> of(List<UsageToBill> asked, List<MeteredUsage> used) {
        return of(asked, used, UsageLines::of);
    }

    /** The same of periods that are not over. */
    List<List<LineDraft>> soFar(List<UsageToBill> asked, List<MeteredUsage> used) {
        return of(asked, used, UsageLines::soFar);
    }

    private List<List<LineDraft>> of(List<UsageToBill> asked, List<MeteredUsage> used, Rating rating) {
        List<Integer> byEvent = IntStream.range(0, asked.size())
                .filter(i -> UsageLines.needsEvents(asked.get(i).charge()))
                .boxed()
                .toList();
        List<List<MeteredEvent>> read =
                metering.events(byEvent.stream().map(i -> asked.get(i).window()).toList());
        List<List<LineDraft>> lines = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            int place = byEvent.indexOf(i);
            lines.add(rating.lines(asked.get(i), used.get(i), place < 0 ? List.of() : read.get(place)));
        }
        return lines;
    }
}
