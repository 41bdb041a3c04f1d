package dev.countinghouse.statement;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.UUID;

/** Statements of customers' accounts. Source: docs/BILLING.md, statements. */
@Stateless
public class StatementService {

    /** Before all documents. */
    private static final LocalDate BEGINNING = LocalDate.of(1, 1, 1);

    @Inject
    StatementRepository statements;

    @Inject
    CustomerBook customers;

    @Inject
    BusinessClock clock;

    /**
     * A page of a statement.
     *
     * @throws BillingException NOT_FOUND without such a customer; VALIDATION_FAILED when it ends before it begins
     */
    @RolesAllowed(Permission.LEDGER_READ)
    public StatementView of(StatementFilter filter, PageRequest page) {
        CustomerView customer = customer(filter.customerId());
        StatementRepository.Account account = new StatementRepository.Account(
                customer.id(),
                filter.currency() == null ? Currency.getInstance(customer.currency()) : filter.currency(),
                filter.from() == null ? BEGINNING : filter.from(),
                filter.through() == null
                        ? LocalDate.ofInstant(clock.instant(), ZoneId.of(customer.timeZone()))
                        : filter.through());
        if (account.through().isBefore(account.from())) {
            throw BillingException.invalid("through", "before_from", "must not be before the first day");
        }
        StatementRepository.Balances balances = statements.balances(account);
        Page<StatementView.Entry> entries = Page.of(statements.entries(account, page), page, StatementView.Entry::id);
        return new StatementView(
                customer.id(),
                account.currency().getCurrencyCode(),
                filter.from(),
                account.through(),
                MoneyView.of(balances.opening()),
                MoneyView.of(balances.closing()),
                entries.data(),
                entries.nextCursor());
    }

    /**
     * What a customer owes and is owed, in each currency that something of his was posted in.
     *
     * @throws BillingException NOT_FOUND without such a customer
     */
    @RolesAllowed(Permission.LEDGER_READ)
    public CustomerBalanceView balance(UUID customerId) {
        return new CustomerBalanceView(customer(customerId).id(), statements.balance(customerId));
    }

    private CustomerView customer(UUID id) {
        CustomerView customer = customers.byId(Set.of(id)).get(id);
        if (customer == null) {
            throw new BillingException(ProblemType.NOT_FOUND, "No customer " + id);
        }
        return customer;
    }
}
