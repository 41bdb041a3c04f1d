package dev.countinghouse.it;

import dev.countinghouse.it.RolesIT.Operation;
import dev.countinghouse.it.RolesIT.Role;
import java.util.List;

/** What is done with invoices and with their billing, and whose it is. */
final class InvoiceOperations {

    private InvoiceOperations() {}

    static List<Operation> all() {
        Object money = Body.of("amount", Body.of("amount", "1.00", "currency", "EUR"), "reference", "r");
        Object why = Body.of("reason", "r");
        return List.of(
                new Operation("POST", "/invoices/{id}/payments", Role.MANAGER, money),
                new Operation("POST", "/invoices/{id}/credit-notes", Role.MANAGER, why),
                new Operation("POST", "/invoices/{id}/credit-notes/preview", Role.MANAGER, Body.of()),
                new Operation("POST", "/invoices/{id}/void", Role.MANAGER, why),
                new Operation("POST", "/invoices/{id}/uncollectible", Role.MANAGER, why),
                new Operation("POST", "/invoices/{id}/replacement", Role.MANAGER, null),
                new Operation("POST", "/subscriptions/{id}/retry-billing", Role.MANAGER, null),
                new Operation("POST", "/billing-runs/rehearsal", Role.MANAGER, Body.of()));
    }
}
