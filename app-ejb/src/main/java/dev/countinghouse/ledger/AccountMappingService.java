package dev.countinghouse.ledger;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.problem.BillingException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the current tenant's own books call the ledger's accounts. One method is one transaction. */
@Stateless
public class AccountMappingService {

    @Inject
    AccountMappingRepository mapping;

    @Inject
    Audit audit;

    /** All accounts. */
    @RolesAllowed(Permission.LEDGER_READ)
    public List<MappedAccountView> get() {
        return List.copyOf(mapping.all().values());
    }

    /**
     * Says how all accounts are called; one that is left out is called by its code again. What was exported before does not change.
     *
     * @throws BillingException VALIDATION_FAILED when an account is named twice
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public List<MappedAccountView> replace(List<AccountName> names) {
        Set<Account> seen = EnumSet.noneOf(Account.class);
        for (int i = 0; i < names.size(); i++) {
            if (!seen.add(names.get(i).account())) {
                throw BillingException.invalid("accounts[%d].account".formatted(i), "repeated", "is named twice");
            }
        }
        Map<Account, MappedAccountView> before = mapping.all();
        mapping.replace(names);
        List<MappedAccountView> after = List.copyOf(mapping.all().values());
        audit.recordOfTenant(
                "ledger_accounts.update", Map.of("accounts", List.copyOf(before.values())), Map.of("accounts", after));
        return after;
    }
}
