package dev.countinghouse.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final long MINUTE = 60_000;

    private final AtomicLong nanos = new AtomicLong(1);
    private final SharedCounts shared = new SharedCounts(this::millis);
    private final RateLimits limits = limits(shared);

    private long millis() {
        return nanos.get() / 1_000_000;
    }

    private RateLimits limits(SharedCounts counts) {
        RateLimits made = new RateLimits(nanos::get);
        made.shared = counts;
        return made;
    }

    private static Quota quota(String name, int most) {
        return new Quota(name, "g:" + name, most);
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Property(tries = 200)
    void exactlyTheQuotaIsLetThroughInAnySpanOfAMinute(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 20_000) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 12) int most,
            @ForAll boolean withoutRedis) {
        AtomicLong now = new AtomicLong(1_000_000);
        RateLimits own = new RateLimits(now::get);
        SharedCounts counts = new SharedCounts(() -> now.get() / 1_000_000);
        counts.away = withoutRedis;
        own.shared = counts;
        List<Long> letThrough = new ArrayList<>();
        for (int pause : pauses) {
            now.addAndGet(Duration.ofMillis(pause).toNanos());
            long millis = now.get() / 1_000_000;
            boolean room =
                    letThrough.stream().filter(at -> at > millis - MINUTE).count() < most;
            Verdict verdict = own.take(List.of(quota("user", most)));
            assertThat(verdict.allowed()).isEqualTo(room);
            if (room) {
                letThrough.add(millis);
            }
        }
    }

    @Test
    void whatOneQuotaRefusesIsCountedInNone() {
        List<Quota> both = List.of(quota("user", 2), quota("tenant", 1));
        assertThat(limits.take(both).allowed()).isTrue();
        Verdict refused = limits.take(both);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.left()).singleElement().satisfies(left -> {
            assertThat(left.quota().name()).isEqualTo("tenant");
            assertThat(left.freesInSeconds()).isEqualTo(60);
        });
        Verdict user = limits.take(List.of(quota("user", 2)));
        assertThat(user.allowed()).isTrue();
        assertThat(user.left().getFirst().remaining()).isZero();
    }

    @Test
    void serversThatShareTheCountsShareTheQuota() {
        RateLimits other = limits(shared);
        assertThat(limits.take(List.of(quota("user", 2))).allowed()).isTrue();
        assertThat(other.take(List.of(quota("user", 2))).allowed()).isTrue();
        assertThat(limits.take(List.of(quota("user", 2))).allowed()).isFalse();
        assertThat(other.take(List.of(quota("user", 2))).allowed()).isFalse();
    }

    @Test
    void aServerHoldsTheQuotaThoughRedisForgotOrWentAwayAndCameBack() {
        assertThat(limits.take(List.of(quota("user", 2))).allowed()).isTrue();
        shared.forget();
        assertThat(limits.take(List.of(quota("user", 2))).allowed()).isTrue();
        shared.forget();
        assertThat(limits.take(List.of(quota("user", 2))).allowed()).isFalse();
        shared.away = true;
        assertThat(limits.take(List.of(quota("user", 2))).allowed()).isFalse();
        assertThat(limits.take(List.of(quota("other", 1))).allowed()).isTrue();
        shared.away = false;
        assertThat(limits.take(List.of(quota("other", 1))).allowed()).isFalse();
    }

    @Test
    void aFullQuotaIsNotAskedAboutAgainBeforeSomethingLeavesIt() {
        RateLimits other = limits(shared);
        other.take(List.of(quota("user", 1)));
        pass(10_000);
        assertThat(limits.take(List.of(quota("user", 1))).allowed()).isFalse();
        int asked = shared.asked;
        pass(49_998);
        assertThat(limits.take(List.of(quota("user", 1))).allowed()).isFalse();
        assertThat(shared.asked).isEqualTo(asked);
        pass(2);
        assertThat(limits.take(List.of(quota("user", 1))).allowed()).isTrue();
    }

    @Test
    void addressesOfOneIpv6NetworkCountAsOneClient() {
        assertThat(Quotas.network("2001:db8:1:2::1")).isEqualTo(Quotas.network("2001:db8:1:2:ffff::9"));
        assertThat(Quotas.network("2001:db8:1:2::1")).isNotEqualTo(Quotas.network("2001:db8:1:3::1"));
        assertThat(Quotas.network("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }
}
