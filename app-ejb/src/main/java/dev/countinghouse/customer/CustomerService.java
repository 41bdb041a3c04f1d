package dev.countinghouse.customer;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.legalentity.LegalEntityBook;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tax.VatIdCheck;
import dev.countinghouse.tenancy.GracePeriodChanged;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that can be done with a customer. One method is one transaction. */
@Stateless
public class CustomerService {

    private static final String TYPE = "customer";

    @Inject
    CustomerRepository customers;

    @Inject
    Catalog catalog;

    @Inject
    LegalEntityBook legalEntities;

    @Inject
    VatIdCheck vatIds;

    @Inject
    CustomData customData;

    @Inject
    Event<GracePeriodChanged> graceChanged;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Makes a customer.
     *
     * @throws BillingException EXTERNAL_ID_TAKEN; VALIDATION_FAILED for tax rates and a legal entity that cannot be used, and an
     *     exemption without a reason
     */
    @RolesAllowed(Permission.CUSTOMER_WRITE)
    public CustomerView create(NewCustomer wanted) {
        requireUsable(wanted.taxRates(), List.of());
        requireOpen(wanted.legalEntity());
        Instant now = clock.instant();
        Customer customer = customer(wanted, now);
        customers.add(customer);
        outbox.add("customer.created", customer.id(), Map.of("name", wanted.name()), now);
        CustomerView view = customer.view(customData.putNew(TYPE, customer.id(), wanted.metadata()), vatIds);
        audit.record("customer.create", customer.id(), null, view);
        return view;
    }

    /** With the tenant's time zone and currency where nothing else is said. */
    private Customer customer(NewCustomer wanted, Instant now) {
        if (wanted.timeZone() != null && wanted.currency() != null) {
            return new Customer(Ids.next(), wanted, wanted.timeZone(), wanted.currency(), now);
        }
        CustomerRepository.Defaults defaults = customers.defaults();
        return new Customer(
                Ids.next(),
                wanted,
                Objects.requireNonNullElse(wanted.timeZone(), defaults.timeZone()),
                Objects.requireNonNullElse(wanted.currency(), defaults.currency()),
                now);
    }

    /**
     * Changes a customer.
     *
     * @param version as last read; null to change whatever is there
     */
    @RolesAllowed(Permission.CUSTOMER_WRITE)
    public CustomerView change(UUID id, CustomerChange change, @Nullable Integer version) {
        Customer customer = customers.require(id);
        if (version != null && version != customer.version()) {
            throw new BillingException(ProblemType.PRECONDITION_FAILED, "Read it again, then change it");
        }
        requireUsable(change.taxRates(), customer.taxRates());
        requireOpen(change.legalEntity());
        CustomerView before = view(customer);
        if (change.gracePeriodDays() != null) { // first: it waits for a billing run
            graceChanged.fire(new GracePeriodChanged(id));
        }
        customer.change(change);
        if (change.metadata() != null) {
            customers.advance(customer);
        }
        customers.flush();
        customData.put(TYPE, id, change.metadata());
        outbox.add("customer.updated", id, Map.of("version", customer.version()));
        CustomerView view = view(customer);
        audit.record("customer.update", id, before, view);
        return view;
    }

    private void requireUsable(@Nullable List<String> taxRates, List<String> had) {
        if (taxRates != null) {
            catalog.requireUsable("tax_rates", taxRates, had);
        }
    }

    /** An empty one is none. */
    private void requireOpen(@Nullable String legalEntity) {
        if (legalEntity != null && !legalEntity.isEmpty()) {
            legalEntities.requireOpen("legal_entity", legalEntity);
        }
    }

    private CustomerView view(Customer customer) {
        return customer.view(customData.get(TYPE, customer.id()), vatIds);
    }

    @RolesAllowed(Permission.CUSTOMER_READ)
    public CustomerView get(UUID id) {
        return view(customers.require(id));
    }

    /**
     * Newest first.
     *
     * @param legalEntity code of the one that they name; null: any
     */
    @RolesAllowed(Permission.CUSTOMER_READ)
    public Page<CustomerView> list(@Nullable String externalId, @Nullable String legalEntity, PageRequest page) {
        Page<Customer> found = customers.list(externalId, legalEntity, page);
        Map<UUID, Map<String, Object>> metadata =
                customData.getAll(TYPE, found.data().stream().map(Customer::id).toList());
        return found.map(customer -> customer.view(metadata.getOrDefault(customer.id(), Map.of()), vatIds));
    }
}
