package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Rates usage in sets: those charges whose price depends on each event have their events read, all in one statement. */
@ApplicationScoped
class RatedUsage {

    @Inject
    Metering metering;

    /**
     * The lines of each charge, in the order asked.
     *
     * @param used of the charges, in their order
     */
    List<List<LineDraft>> of(List<UsageToBill> asked, List<MeteredUsage> used) {
        List<Integer> byEvent = IntStream.range(0, asked.size())
                .filter(i -> UsageLines.needsEvents(asked.get(i).charge()))
                .boxed()
                .toList();
        List<List<MeteredEvent>> read =
                metering.events(byEvent.stream().map(i -> asked.get(i).window()).toList());
        List<List<LineDraft>> lines = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            int place = byEvent.indexOf(i);
            lines.add(UsageLines.of(asked.get(i), used.get(i), place < 0 ? List.of() : read.get(place)));
        }
        return lines;
    }

    /** The same by item. */
    Map<UUID, List<LineDraft>> lines(List<UsageToBill> asked, List<MeteredUsage> used) {
        List<List<LineDraft>> all = of(asked, used);
        Map<UUID, List<LineDraft>> lines = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            lines.computeIfAbsent(asked.get(i).item().itemId(), ignored -> new ArrayList<>())
                    .addAll(all.get(i));
        }
        return lines;
    }
}
