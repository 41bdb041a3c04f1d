package dev.countinghouse.catalog;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Features. One method is one transaction. */
@Stateless
public class FeatureService {

    static final ThingKind<Feature> KIND = new ThingKind<>(Feature.class, "feature");

    @Inject
    ThingBook book;

    @Inject
    BusinessClock clock;

    @Inject
    ThingRepository things;

    /** @throws dev.countinghouse.problem.BillingException CODE_TAKEN, VALIDATION_FAILED when the fields do not fit the kind */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public FeatureView create(NewFeature wanted) {
        Set<String> metrics = wanted.metric() == null ? Set.of() : things.metrics(List.of(wanted.metric()));
        FieldErrors.refuse(FeatureRules.check(wanted, metrics));
        return book.add(KIND, new Feature(Ids.next(), wanted, clock.instant()), wanted.metadata());
    }

    /** Changes how it is called; its kind and metric never change. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public FeatureView change(ThingRead read, FeatureChange change) {
        return book.change(KIND, read, change.metadata(), feature -> feature.change(change));
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public FeatureView get(UUID id) {
        return book.get(KIND, id);
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<FeatureView> list(ThingFilter filter, PageRequest page) {
        return book.list(KIND, filter, page);
    }

    /** Nothing new may use it from now on; what uses it keeps it. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public FeatureView archive(ThingRead read) {
        return book.archive(KIND, read);
    }
}
