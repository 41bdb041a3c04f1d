package dev.countinghouse.archviolations.table.invoicing;

import dev.countinghouse.archviolations.table.customer.Address;
import dev.countinghouse.archviolations.table.identity.Permission;
import dev.countinghouse.archviolations.table.money.Amount;

/** Uses what the table allows. */
public record GoodInvoice(Address address, Amount amount) {

    String permission() {
        return Permission.read();
    }
}
