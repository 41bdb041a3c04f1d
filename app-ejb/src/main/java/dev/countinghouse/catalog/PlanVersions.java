package dev.countinghouse.catalog;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Versions of a plan for those who move its subscribers. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class PlanVersions {

    @Inject
    PlanVersionRepository versions;

    @Inject
    Catalog catalog;

    /**
     * A version to move to, and all that subscribers can have.
     *
     * @param all published versions of the plan by id, archived ones, the target and those of one subscription alone too
     */
    public record Choice(PlanTerms target, Map<UUID, PlanTerms> all) {

        public Choice {
            all = Map.copyOf(all);
        }

        /** The version of a number; null when none was published under it. */
        public @Nullable PlanTerms numbered(int number) {
            return all.values().stream()
                    .filter(terms -> terms.number() == number && terms.overrides() == null)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A version that subscribers of its plan can be moved to.
     *
     * @throws BillingException NOT_FOUND, or CONFLICT when it is a draft or archived
     */
    public Choice movableTo(UUID planId, int number) {
        List<PlanVersion> published = versions.all(planId);
        PlanVersion target = published.stream()
                .filter(version -> version.isPlans() && version.number() == number)
                .findFirst()
                .orElseThrow(() -> notPublished(planId, number));
        if (target.isArchived()) {
            throw new BillingException(ProblemType.CONFLICT, "An archived version takes no more subscribers");
        }
        Map<UUID, PlanTerms> all =
                catalog.terms(published.stream().map(PlanVersion::id).toList());
        return new Choice(Objects.requireNonNull(all.get(target.id())), all);
    }

    private BillingException notPublished(UUID planId, int number) {
        return versions.draft(planId)
                .filter(draft -> draft.number() == number)
                .map(draft ->
                        new BillingException(ProblemType.CONFLICT, "A draft takes no subscribers: publish it first"))
                .orElseGet(() ->
                        new BillingException(ProblemType.NOT_FOUND, "No version " + number + " of a plan " + planId));
    }

    /** What is different in a published version, seen from each of others, in the order of their numbers. */
    public List<PlanDiff> diffs(UUID planId, Collection<Integer> from, int to) {
        PlanVersionView target = published(planId, to);
        return from.stream()
                .distinct()
                .sorted()
                .map(number -> PlanDiff.of(published(planId, number), target))
                .toList();
    }

    private PlanVersionView published(UUID planId, int number) {
        return versions.version(planId, number).orElseThrow().versionView();
    }
}
