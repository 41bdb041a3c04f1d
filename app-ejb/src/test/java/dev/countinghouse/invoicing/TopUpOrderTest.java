package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.wallet.AutomaticTopUps;
import dev.countinghouse.wallet.WalletExpiry;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a tenant whose clock says the 10th: days of June 2024. */
class TopUpOrderTest {

    private static final UUID LOW = new UUID(0, 1);
    private static final UUID INTERVAL = new UUID(0, 2);
    private static final Instant NOW = day(10);

    private final TopUpOrder order = new TopUpOrder();
    private boolean watched;
    private @Nullable Instant invoice;
    private @Nullable Instant gone;
    private @Nullable Instant low;
    private @Nullable Instant interval;

    private static Instant day(int day) {
        return Instant.parse("2024-06-%02dT00:00:00Z".formatted(day));
    }

    private static Instant justBefore(Instant instant) {
        return instant.minusNanos(1000);
    }

    @BeforeEach
    void connect() {
        order.order = new BillingOrder() {
            @Override
            Optional<Instant> earliest() {
                return Optional.ofNullable(invoice);
            }
        };
        order.expiry = new WalletExpiry() {
            @Override
            public Optional<Instant> next() {
                return Optional.ofNullable(gone);
            }
        };
        order.topUps = new AutomaticTopUps() {
            @Override
            public Schedule schedule(Instant now) {
                return new Schedule(watched || interval != null, watched, interval, null);
            }

            @Override
            public Optional<Due> low(Instant now) {
                return due(LOW, low, now);
            }

            @Override
            public Optional<Due> interval(Instant now) {
                return due(INTERVAL, interval, now);
            }
        };
    }

    private static Optional<AutomaticTopUps.Due> due(UUID rule, @Nullable Instant at, Instant now) {
        return Optional.ofNullable(at)
                .filter(instant -> !instant.isAfter(now))
                .map(instant -> new AutomaticTopUps.Due(rule, instant));
    }

    private Optional<UUID> next() {
        return order.next(NOW).map(AutomaticTopUps.Due::ruleId);
    }

    @Test
    void withoutRulesAllInvoicesAreWrittenThatAreDue() {
        invoice = day(3);
        gone = day(2);
        assertThat(order.invoicesBy(NOW)).isEqualTo(NOW);
        assertThat(next()).isEmpty();
    }

    @Test
    void whatExpiresWaitsForBillingThatIsBehind() {
        gone = day(5);
        invoice = day(3);
        assertThat(order.expireBy(NOW)).isEqualTo(day(3));
        invoice = day(12);
        assertThat(order.expireBy(NOW)).isEqualTo(NOW);
        invoice = null;
        assertThat(order.expireBy(NOW)).isEqualTo(NOW);
    }

    @Test
    void anIntervalComesAfterInvoicesBeforeItAndBeforeThoseOfItsInstant() {
        interval = day(4);
        invoice = day(3);
        assertThat(next()).isEmpty();
        assertThat(order.invoicesBy(NOW)).isEqualTo(justBefore(day(4)));
        assertThat(order.expireBy(NOW)).isEqualTo(day(3));
        invoice = day(4);
        assertThat(next()).contains(INTERVAL);
        interval = day(11);
        assertThat(next()).isEmpty();
        assertThat(order.invoicesBy(NOW)).isEqualTo(NOW);
    }

    @Test
    void withAThresholdWhatExpiresIsBookedBeforeWhatComesLater() {
        watched = true;
        gone = day(2);
        interval = day(4);
        invoice = day(4);
        assertThat(next()).isEmpty();
        assertThat(order.invoicesBy(NOW)).isEqualTo(justBefore(day(2)));
        assertThat(order.expireBy(NOW)).isEqualTo(day(2));
        gone = day(20);
        assertThat(next()).contains(INTERVAL);
    }

    @Test
    void withAThresholdInvoicesOfOneInstantAreWrittenAtATime() {
        watched = true;
        invoice = day(3);
        assertThat(order.invoicesBy(NOW)).isEqualTo(day(3));
    }

    @Test
    void aBalanceThatFellIsLookedAtBeforeLaterInvoicesAndNotBeforeEarlierOnes() {
        watched = true;
        low = day(3);
        interval = day(3);
        invoice = day(4);
        assertThat(next()).contains(LOW);
        low = day(5);
        interval = null;
        assertThat(next()).isEmpty();
    }
}
