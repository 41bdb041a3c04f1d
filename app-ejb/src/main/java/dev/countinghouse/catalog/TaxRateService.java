package dev.countinghouse.catalog;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tax rates. One method is one transaction. */
@Stateless
public class TaxRateService {

    private static final String TYPE = "tax_rate";

    @Inject
    CatalogRepository catalog;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** @throws dev.countinghouse.problem.BillingException CODE_TAKEN */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public TaxRateView create(NewTaxRate wanted) {
        TaxRate rate = new TaxRate(Ids.next(), wanted, clock.instant());
        catalog.add(rate);
        customData.put(TYPE, rate.id(), wanted.metadata());
        outbox.add("tax_rate.created", rate.id(), Map.of("code", wanted.code()));
        TaxRateView view = rate.view(customData.get(TYPE, rate.id()));
        audit.record("tax_rate.create", rate.id(), null, view);
        return view;
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public TaxRateView get(UUID id) {
        return catalog.requireTaxRate(id).view(customData.get(TYPE, id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<TaxRateView> list(@Nullable String code, @Nullable String externalId, PageRequest page) {
        Page<TaxRate> found = catalog.taxRates(code, externalId, page);
        Map<UUID, Map<String, Object>> metadata =
                customData.getAll(TYPE, found.data().stream().map(TaxRate::id).toList());
        return found.map(rate -> rate.view(metadata.getOrDefault(rate.id(), Map.of())));
    }
}
