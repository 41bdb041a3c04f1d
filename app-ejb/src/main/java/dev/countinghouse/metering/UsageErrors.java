package dev.countinghouse.metering;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.FieldError;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The error inbox: refused events of batches and imports, to be put right and sent again. One method is one transaction. */
@Stateless
public class UsageErrors {

    private static final UUID FIRST = new UUID(0, 0);

    @Inject
    UsageIntakeRepository repository;

    @Inject
    UsageService usage;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock realTime;

    /** Which ones are meant; null means any. */
    public record Filter(
            UsageErrorView.@Nullable State state,
            @Nullable String code,
            @Nullable UUID importId) {}

    /**
     * What became of many that were tried again.
     *
     * @param next where to go on; null when all open ones were tried
     */
    public record Replayed(
            long replayed, long refused, @Nullable UUID next) {}

    @RolesAllowed(Permission.USAGE_READ)
    public Page<UsageErrorView> list(Filter filter, PageRequest page) {
        return repository.errors(filter, page).map(UsageError::view);
    }

    @RolesAllowed(Permission.USAGE_READ)
    public UsageErrorView get(UUID id) {
        return repository.requireError(id).view();
    }

    /**
     * Sends one again.
     *
     * @param corrected the event put right; null: as it was sent, for when the customer or metric has come to be
     * @return replayed, or still open with what is wrong now
     * @throws dev.countinghouse.problem.BillingException CONFLICT when it is closed
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public UsageErrorView replay(UUID id, @Nullable UsageInput corrected) {
        UsageError error = repository.requireError(id);
        error.requireOpen();
        UsageErrorView before = error.view();
        @Nullable UsageInput input = corrected != null ? corrected : input(error);
        if (input != null) {
            close(error, usage.recordBatch(List.of(input)).getFirst());
        }
        UsageErrorView view = error.view();
        audit.record("usage_error.replay", id, before, view);
        return view;
    }

    /**
     * Sends open ones again as they were sent, oldest first.
     *
     * @param after where to begin; null for the oldest
     * @throws dev.countinghouse.problem.BillingException NOT_FOUND for an import that there is none of
     */
    @RolesAllowed(Permission.USAGE_WRITE)
    public Replayed replayAll(Filter filter, @Nullable UUID after) {
        if (filter.importId() != null) {
            repository.requireImport(filter.importId());
        }
        List<UsageError> open =
                repository.open(filter, Objects.requireNonNullElse(after, FIRST), UsageService.BATCH_MAX);
        List<UsageError> readable = new ArrayList<>();
        List<UsageInput> inputs = new ArrayList<>();
        for (UsageError error : open) {
            @Nullable UsageInput input = input(error);
            if (input != null) {
                readable.add(error);
                inputs.add(input);
            }
        }
        List<UsageResult> results = usage.recordBatch(inputs);
        for (int i = 0; i < results.size(); i++) {
            close(readable.get(i), results.get(i));
        }
        long replayed =
                results.stream().filter(result -> result.error() == null).count();
        UUID next = open.size() < UsageService.BATCH_MAX ? null : open.getLast().id();
        audit.record("usage_error.replay_all", Ids.next(), null, Map.of("tried", open.size(), "replayed", replayed));
        return new Replayed(replayed, open.size() - replayed, next);
    }

    /** What was sent as an event; null when it cannot be read as one. */
    private static @Nullable UsageInput input(UsageError error) {
        try {
            return Json.MAPPER.readValue(error.event(), UsageInput.class);
        } catch (JsonProcessingException e) {
            return null; // it stays open with the reason that is written on it
        }
    }

    private void close(UsageError error, UsageResult result) {
        @Nullable FieldError wrong = result.error();
        if (wrong == null) {
            error.replayed(Objects.requireNonNull(result.id()), realTime.instant());
        } else {
            error.refused(wrong);
        }
    }

    /** @throws dev.countinghouse.problem.BillingException CONFLICT when it is closed */
    @RolesAllowed(Permission.USAGE_WRITE)
    public UsageErrorView discard(UUID id) {
        UsageError error = repository.requireError(id);
        UsageErrorView before = error.view();
        error.discard(realTime.instant());
        UsageErrorView view = error.view();
        audit.record("usage_error.discard", id, before, view);
        return view;
    }
}
