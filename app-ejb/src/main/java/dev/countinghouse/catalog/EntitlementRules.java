package dev.countinghouse.catalog;

import dev.countinghouse.problem.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says exactly what is wrong with the entitlements of a plan. */
final class EntitlementRules {

    private final FieldErrors errors = new FieldErrors();

    private EntitlementRules() {}

    /**
     * Everything that is wrong, in the order of the fields; empty when nothing is.
     *
     * @param kinds of the features that can be used, by code
     */
    static List<FieldError> check(List<NewEntitlement> wanted, Map<String, FeatureKind> kinds) {
        EntitlementRules rules = new EntitlementRules();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < wanted.size(); i++) {
            NewEntitlement entitlement = wanted.get(i);
            String path = "entitlements[" + i + "].";
            FeatureKind kind = kinds.get(entitlement.feature());
            rules.errors.require(kind != null, path + "feature", "unknown", "is no code of a feature that can be used");
            rules.errors.require(
                    seen.add(entitlement.feature()), path + "feature", "duplicate", "is in the list already");
            if (kind != null) {
                rules.values(entitlement, kind, path);
            }
        }
        return rules.errors.all();
    }

    private void values(NewEntitlement wanted, FeatureKind kind, String path) {
        value(wanted.enabled(), kind, FeatureKind.BOOLEAN, path + "enabled");
        value(wanted.quantity(), kind, FeatureKind.QUANTITY, path + "quantity");
        value(wanted.limit(), kind, FeatureKind.METERED, path + "limit");
        value(wanted.period(), kind, FeatureKind.METERED, path + "period");
    }

    private void value(@Nullable Object value, FeatureKind kind, FeatureKind of, String field) {
        errors.require(kind != of || value != null, field, "required", "is what the feature is about");
        errors.require(kind == of || value == null, field, "not_allowed", "has no meaning for a feature of this kind");
    }
}
