package dev.countinghouse.customer;

import dev.countinghouse.tax.VatIdCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Customers for other features, in sets. Joins their transaction and checks no role: theirs did. */
@ApplicationScoped
public class CustomerBook {

    @Inject
    CustomerRepository customers;

    @Inject
    VatIdCheck vatIds;

    /** The customer of an id; empty when it is unknown. */
    public Optional<CustomerView> find(UUID id) {
        return customers.find(id).map(customer -> customer.view(Map.of(), vatIds));
    }

    /** The customers of ids; unknown ones are absent. */
    public Map<UUID, CustomerView> byId(Collection<UUID> ids) {
        Map<UUID, CustomerView> found = new HashMap<>();
        if (!ids.isEmpty()) {
            customers
                    .all(List.copyOf(ids))
                    .forEach(customer -> found.put(customer.id(), customer.view(Map.of(), vatIds)));
        }
        return found;
    }

    /** The ids behind clients' own ids; unknown ones are absent. */
    public Map<String, UUID> idsOf(Collection<String> externalIds) {
        Map<String, UUID> found = new HashMap<>();
        if (!externalIds.isEmpty()) {
            customers
                    .idsOf(List.copyOf(externalIds))
                    .forEach(row -> found.put(row.get(0, String.class), row.get(1, UUID.class)));
        }
        return found;
    }
}
