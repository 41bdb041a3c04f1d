package dev.countinghouse.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The catalog for other features, in sets. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class Catalog {

    @Inject
    CatalogRepository catalog;

    /** The newest terms of a plan. */
    public Optional<PlanTerms> terms(String planCode) {
        return catalog.newestVersion(planCode).map(PlanVersion::terms);
    }

    /** The terms of plan versions. */
    public Map<UUID, PlanTerms> terms(Collection<UUID> versionIds) {
        Map<UUID, PlanTerms> terms = new HashMap<>();
        if (!versionIds.isEmpty()) {
            catalog.versions(versionIds).forEach(version -> terms.put(version.id(), version.terms()));
        }
        return terms;
    }

    /** The metrics of codes; unknown ones are absent. */
    public Map<String, MetricView> metrics(Collection<String> codes) {
        Map<String, MetricView> metrics = new HashMap<>();
        if (!codes.isEmpty()) {
            catalog.metricsOf(codes).forEach(metric -> {
                MetricView view = metric.view(Map.of());
                metrics.put(view.code(), view);
            });
        }
        return metrics;
    }
}
