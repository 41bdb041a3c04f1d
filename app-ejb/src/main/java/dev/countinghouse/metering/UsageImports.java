package dev.countinghouse.metering;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imports of usage events, batch by batch. One method is one transaction. */
@Stateless
public class UsageImports {

    /** Refused lines of one import that the error inbox keeps; the others are counted. */
    static final int KEPT_ERRORS_MAX = 10_000;

    private static final Duration SILENCE = Duration.ofMinutes(3); // a batch waits half a minute for a slot at most

    @Inject
    UsageIntakeRepository repository;

    @Inject
    RefusedUsage refused;

    @Inject
    IntakeCounts intake;

    @Inject
    UsageService usage;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock realTime;

    @RolesAllowed(Permission.USAGE_WRITE)
    public UUID begin(UsageImportView.Format format) {
        UsageImportRecord started = new UsageImportRecord(Ids.next(), format, realTime.instant());
        repository.add(started);
        return started.id();
    }

    /**
     * Records a batch of lines: its events, its refusals and how far the import is commit together.
     *
     * @return one result per line, in their order
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public List<UsageResult> record(UUID importId, List<UsageLine> lines, long keptErrors) {
        Iterator<UsageResult> judged = usage.recordBatch(lines.stream()
                        .filter(UsageLine::isEvent)
                        .map(UsageLine::event)
                        .toList())
                .iterator();
        List<UsageResult> results = new ArrayList<>();
        for (UsageLine line : lines) {
            results.add(
                    line.isEvent()
                            ? judged.next()
                            : UsageResult.rejected(
                                    Objects.requireNonNull(line.rejection()).error()));
        }
        intake.add(0, 0, (int) lines.stream().filter(line -> !line.isEvent()).count());
        refused.keep(importId, lines, results, KEPT_ERRORS_MAX - keptErrors);
        repository.requireImport(importId).recorded(results, realTime.instant());
        return results;
    }

    /**
     * Ends an import, and writes it down once for all its events.
     *
     * @param failure what ended it early; null when all of it was read
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public void finish(UUID importId, @Nullable String failure) {
        UsageImportRecord ended = repository.requireImport(importId);
        ended.finish(failure, realTime.instant());
        UsageImportView view = view(ended);
        audit.record("usage.import", importId, null, Map.of("lines", view.lines(), "accepted", view.accepted()));
    }

    @RolesAllowed(Permission.USAGE_READ)
    public UsageImportView get(UUID id) {
        return view(repository.requireImport(id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.USAGE_READ)
    public Page<UsageImportView> list(PageRequest page) {
        return repository.imports(page).map(this::view);
    }

    private UsageImportView view(UsageImportRecord shown) {
        Instant silentSince = realTime.instant().minus(SILENCE);
        return shown.view(silentSince);
    }
}
