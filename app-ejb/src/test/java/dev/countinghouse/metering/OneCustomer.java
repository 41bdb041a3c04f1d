package dev.countinghouse.metering;

import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** A book with one customer, whose external id is {@code anna}. */
class OneCustomer extends CustomerBook {

    static final UUID ID = UUID.fromString("01980000-0000-7000-8000-0000000000a1");

    @Override
    public Map<UUID, CustomerView> byId(Collection<UUID> ids) {
        return Map.of();
    }

    @Override
    public Map<String, UUID> idsOf(Collection<String> externalIds) {
        return externalIds.contains("anna") ? Map.of("anna", ID) : Map.of();
    }
}
