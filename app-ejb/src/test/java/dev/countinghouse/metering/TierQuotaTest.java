package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TierQuotaTest {

    private static final UUID SOMEBODY = new UUID(0, 1);
    private static final String HARD = "{\"usage_events_per_month\": 5, \"usage_events_hard\": 1}";

    private final StoredUsage stored = new StoredUsage();
    private final TierQuota quota = new TierQuota();
    private long used;

    TierQuotaTest() {
        quota.events = stored;
        quota.usage = new TierUsage() {
            @Override
            public YearMonth month() {
                return YearMonth.of(2026, 1);
            }

            @Override
            public long in(YearMonth month) {
                return used;
            }
        };
    }

    private List<String> refused(String limits, String... transactions) {
        Tenant tenant = new Tenant(new UUID(0, 2), "acme", "tenant_acme", "1.x", false, TenantLimits.read(limits), 0);
        return CurrentScope.call(
                Scope.of(tenant),
                () -> quota
                        .beyond(Arrays.stream(transactions)
                                .map(TierQuotaTest::event)
                                .toList())
                        .stream()
                        .map(UsageEvent.Key::transactionId)
                        .sorted()
                        .toList());
    }

    private static UsageEvent event(String transaction) {
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        return new UsageEvent(Ids.next(), "", transaction, SOMEBODY, null, SOMEBODY, at, BigDecimal.ONE, "{}");
    }

    @Test
    void eventsUpToTheLimitAreTakenAndNoMore() {
        used = 2;
        assertThat(refused(HARD, "a", "b")).isEmpty();
        assertThat(refused(HARD, "c", "d")).containsExactly("d");
        assertThat(refused(HARD, "e")).containsExactly("e");
    }

    @Test
    void whatIsStoredAlreadyIsNoneOfThoseRefused() {
        used = 4;
        stored.insert(List.of(event("a"), event("b")));
        assertThat(refused(HARD, "a", "b", "c", "d")).containsExactly("d");
        assertThat(refused(HARD, "a", "b")).isEmpty();
    }

    @Test
    void aPlaceThatWasGivenBackIsTakenByAnother() {
        used = 4;
        assertThat(refused(HARD, "a")).isEmpty();
        assertThat(refused(HARD, "b")).containsExactly("b");
        CurrentScope.run(
                Scope.of(new Tenant(new UUID(0, 2), "acme", "tenant_acme", "1.x", false)), () -> quota.giveBack(1));
        assertThat(refused(HARD, "b")).isEmpty();
    }

    @Test
    void aLimitThatWasExceededBeforeRefusesAll() {
        used = 9;
        assertThat(refused(HARD, "a", "b")).containsExactly("a", "b");
    }

    @Test
    void aTierThatIsNotHardRefusesNothing() {
        used = 9;
        assertThat(refused("{}", "a")).isEmpty();
        assertThat(refused("{\"usage_events_per_month\": 5}", "a")).isEmpty();
        assertThat(refused("{\"usage_events_hard\": 1}", "a")).isEmpty();
    }
}
