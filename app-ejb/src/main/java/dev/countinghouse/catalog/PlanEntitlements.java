package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.problem.BillingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Entitles by a version of a plan. */
@ApplicationScoped
class PlanEntitlements {

    @Inject
    ThingRepository things;

    @Inject
    EntitlementRepository entitlements;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    /**
     * Writes what a version entitles to that entitles to nothing yet.
     *
     * @param wanted when it is empty, nothing is done
     * @throws BillingException VALIDATION_FAILED with every field that is wrong
     */
    List<EntitlementView> entitle(UUID planId, UUID versionId, List<NewEntitlement> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<String, UUID> ids = new HashMap<>();
        Map<String, FeatureKind> kinds = new HashMap<>();
        things.features(wanted.stream().map(NewEntitlement::feature).toList()).stream()
                .filter(feature -> !feature.isArchived())
                .forEach(feature -> {
                    ids.put(feature.code(), feature.id());
                    kinds.put(feature.code(), feature.kind());
                });
        FieldErrors.refuse(EntitlementRules.check(wanted, kinds));
        entitlements.insert(versionId, wanted, ids);
        List<EntitlementView> made = entitlements.of(versionId);
        outbox.add("plan.entitled", planId, Map.of("plan_version_id", versionId));
        audit.record("plan.entitle", planId, null, Map.of("plan_version_id", versionId, "entitlements", made));
        return made;
    }
}
