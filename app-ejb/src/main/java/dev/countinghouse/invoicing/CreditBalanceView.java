package dev.countinghouse.invoicing;

import dev.countinghouse.money.MoneyView;
import java.util.List;
import java.util.UUID;

/**
 * What a customer has to his credit.
 *
 * @param balances each above zero, by currency; none where he has nothing
 */
public record CreditBalanceView(UUID customerId, List<MoneyView> balances) {}
