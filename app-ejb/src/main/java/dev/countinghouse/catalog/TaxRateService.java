package dev.countinghouse.catalog;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;

/** Tax rates. One method is one transaction. */
@Stateless
public class TaxRateService {

    static final ThingKind<TaxRate> KIND = new ThingKind<>(TaxRate.class, "tax_rate");

    @Inject
    ThingBook book;

    @Inject
    BusinessClock clock;

    /** @throws dev.countinghouse.problem.BillingException CODE_TAKEN, VALIDATION_FAILED for a country's rate of no percent */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public TaxRateView create(NewTaxRate wanted) {
        FieldErrors errors = new FieldErrors();
        requirePercent(errors, wanted, "");
        FieldErrors.refuse(errors.all());
        return book.add(KIND, new TaxRate(Ids.next(), wanted, clock.instant()), wanted.metadata());
    }

    /** A country's rate is one above zero: what rates of no percent are named for is sold so everywhere. */
    static void requirePercent(FieldErrors errors, NewTaxRate rate, String path) {
        errors.require(
                rate.country() == null || rate.percent().signum() > 0,
                path + "country",
                "of_no_percent",
                "is for rates above zero percent");
    }

    /** Another name; the percent of a rate never changes. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public TaxRateView change(ThingRead read, TaxRateChange change) {
        return book.change(KIND, read, change.metadata(), rate -> rate.rename(change.name()));
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public TaxRateView get(UUID id) {
        return book.get(KIND, id);
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<TaxRateView> list(ThingFilter filter, PageRequest page) {
        return book.list(KIND, filter, page);
    }

    /** Nothing new may use it from now on; what uses it keeps it. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public TaxRateView archive(ThingRead read) {
        return book.archive(KIND, read);
    }
}
