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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Add-ons. One method is one transaction. */
@Stateless
public class AddOnService {

    static final ThingKind<AddOn> KIND = new ThingKind<>(AddOn.class, "add_on");

    @Inject
    ThingBook book;

    @Inject
    BusinessClock clock;

    @Inject
    ThingRepository things;

    /** @throws dev.countinghouse.problem.BillingException CODE_TAKEN; VALIDATION_FAILED for tax rates that cannot be used */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public AddOnView create(NewAddOn wanted) {
        FieldErrors.refuse(Codes.errors("tax_rates", wanted.taxRates(), usable(wanted.taxRates(), null)));
        return book.add(KIND, new AddOn(Ids.next(), wanted, clock.instant()), wanted.metadata());
    }

    /** Changes what new uses of it will be; what was sold stays. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public AddOnView change(ThingRead read, AddOnChange change) {
        return book.change(KIND, read, change.metadata(), addOn -> {
            List<String> codes = change.taxRates() == null ? List.of() : change.taxRates();
            FieldErrors.refuse(Codes.errors("tax_rates", codes, usable(codes, addOn)));
            addOn.change(change);
        });
    }

    /** Tax rates that an add-on may be given: those in use, and what it has already. */
    private Set<String> usable(List<String> codes, @Nullable AddOn addOn) {
        return things.taxRates(codes).stream()
                .filter(rate -> !rate.isArchived() || (addOn != null && addOn.hasTaxRate(rate.code())))
                .map(CatalogThing::code)
                .collect(Collectors.toSet());
    }

    @RolesAllowed(Permission.CATALOG_READ)
    public AddOnView get(UUID id) {
        return book.get(KIND, id);
    }

    /** Newest first. */
    @RolesAllowed(Permission.CATALOG_READ)
    public Page<AddOnView> list(ThingFilter filter, PageRequest page) {
        return book.list(KIND, filter, page);
    }

    /** Nothing new may use it from now on; what uses it keeps it. */
    @RolesAllowed(Permission.CATALOG_WRITE)
    public AddOnView archive(ThingRead read) {
        return book.archive(KIND, read);
    }
}
