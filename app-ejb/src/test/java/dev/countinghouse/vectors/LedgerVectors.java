package dev.countinghouse.vectors;

import dev.countinghouse.ledger.domain.RevenueSchedule;
import dev.countinghouse.money.Money;
import dev.countinghouse.vectors.BillingVectorsTest.Adapter;
import dev.countinghouse.wallet.domain.Credits;
import dev.countinghouse.wallet.domain.Drawdown;
import dev.countinghouse.wallet.domain.TopUp;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Wallets and revenue. */
final class LedgerVectors {

    static final Map<String, Adapter> ADAPTERS = Map.of(
            "revenue_recognition.daily", LedgerVectors::daily,
            "revenue_recognition.period", LedgerVectors::period,
            "wallet.drawdown", LedgerVectors::drawdown,
            "wallet.purchase_price", LedgerVectors::purchasePrice,
            "wallet.topup_rounding", LedgerVectors::topUp);

    private LedgerVectors() {}

    private static Map<String, ?> daily(Given given) {
        RevenueSchedule schedule = new RevenueSchedule(given.money("amount"), given.number("service_days"));
        long elapsed = given.number("elapsed");
        return Map.of(
                "recognized", schedule.recognized(elapsed).toDecimal(),
                "deferred", schedule.deferred(elapsed).toDecimal());
    }

    private static Map<String, ?> period(Given given) {
        return Map.of(
                "recognized", Money.sum(given.moneys("parts"), given.currency()).toDecimal());
    }

    private static Map<String, ?> drawdown(Given given) {
        Instant now = Instant.EPOCH;
        List<TopUp> topUps = given.moneys(given.oneOf("balance", "balances")).stream()
                .map(left -> new TopUp(1, null, false, now, left))
                .toList();
        Drawdown drawdown = Drawdown.of(given.money("charge"), topUps, now);
        return Map.of(
                "consumed", drawdown.consumed().toDecimal(),
                "invoiced", drawdown.open().toDecimal());
    }

    private static Map<String, ?> purchasePrice(Given given) {
        Money price = new Credits(given.decimal("unit_cost"), given.currency()).price(given.decimal("credits"));
        return Map.of("invoice", price.toDecimal());
    }

    private static Map<String, ?> topUp(Given given) {
        Money price = new Credits(given.decimal("rate"), given.currency()).price(given.decimal("credits"));
        return Map.of("amount", price.toDecimal());
    }
}
