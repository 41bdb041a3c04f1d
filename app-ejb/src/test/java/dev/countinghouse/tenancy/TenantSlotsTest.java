package dev.countinghouse.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TenantSlotsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Tenant acme = tenant(1, "acme", 3);
    private final Tenant globex = tenant(2, "globex", 3);
    private final TenantSlots slots = new TenantSlots(9, 30);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // wraps around, as nanoTime may

    TenantSlotsTest() {
        slots.slotsBesideOthers = 1;
        slots.nanoTime = nanos::get;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Tenant tenant(int number, String slug, int requestsAtOnce) {
        TenantLimits limits = TenantLimits.read("{\"requests_at_once\": " + requestsAtOnce + "}");
        return new Tenant(new UUID(0, number), slug, "tenant_" + slug, "1.x", false, limits, 0);
    }

    private List<TenantSlots.Slot> takeAll(Tenant tenant, int number) {
        List<TenantSlots.Slot> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            taken.add(slots.take(tenant, Duration.ZERO).orElseThrow());
        }
        return taken;
    }

    /** Takes a slot on another thread and returns when that thread stands in line. */
    private CompletableFuture<Optional<TenantSlots.Slot>> lineUp(Tenant tenant, int place) {
        CompletableFuture<Optional<TenantSlots.Slot>> waiting =
                CompletableFuture.supplyAsync(() -> slots.take(tenant, LONG), threads);
        while (slots.inLine(tenant) < place) {
            Thread.onSpinWait();
        }
        return waiting;
    }

    private void othersGoHome() {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aTenantAloneHasAsManySlotsAsItsTierSays() {
        takeAll(acme, 3);
        assertThat(slots.take(acme, Duration.ZERO)).isEmpty();
    }

    @Test
    void oneTenantsSlotsAreNotAnothers() {
        takeAll(acme, 3);
        assertThat(slots.take(globex)).isPresent();
    }

    @Test
    void besideOthersATenantHasItsPartOfTheServer() {
        takeAll(globex, 1);
        takeAll(acme, 1);
        assertThat(slots.take(acme, Duration.ZERO)).isEmpty();
        assertThat(slots.take(globex, Duration.ZERO)).isEmpty();
    }

    @Test
    void whoWasAtWorkAMomentAgoIsCountedAndThenNoLonger() {
        takeAll(globex, 1).forEach(TenantSlots.Slot::close);
        takeAll(acme, 1);
        assertThat(slots.take(acme, Duration.ZERO)).isEmpty();
        othersGoHome();
        takeAll(acme, 2);
    }

    @Test
    void whatATenantDidItselfIsNotAnothersWork() {
        takeAll(globex, 1).forEach(TenantSlots.Slot::close);
        takeAll(acme, 1).forEach(TenantSlots.Slot::close);
        othersGoHome();
        takeAll(acme, 3);
    }

    @Test
    void aTierThatIsChangedHoldsFromTheNextRequestOn() {
        takeAll(acme, 3);
        takeAll(tenant(1, "acme", 5), 2);
        assertThat(slots.take(acme, Duration.ZERO)).isEmpty();
    }

    @Test
    void whoStandsInLineIsLetInInTheOrderOfComing() throws Exception {
        List<TenantSlots.Slot> taken = takeAll(acme, 3);
        var first = lineUp(acme, 1);
        var second = lineUp(acme, 2);
        taken.get(0).close();
        TenantSlots.Slot ofFirst = first.get().orElseThrow();
        assertThat(second).isNotDone();
        ofFirst.close();
        assertThat(second.get()).isPresent();
    }

    @Test
    void whoComesLaterDoesNotPassTheLine() throws Exception {
        List<TenantSlots.Slot> taken = takeAll(acme, 3);
        var first = lineUp(acme, 1);
        assertThat(slots.take(acme, Duration.ZERO)).isEmpty();
        taken.forEach(TenantSlots.Slot::close);
        assertThat(first.get()).isPresent();
    }

    @Test
    void aLineThatIsFullTakesNobodyElseIn() {
        takeAll(acme, 3);
        for (int place = 1; place <= 6; place++) {
            assertThat(slots.isFull(acme.id())).isFalse();
            lineUp(acme, place);
        }
        assertThat(slots.isFull(acme.id())).isTrue();
        assertThat(slots.take(acme)).isEmpty();
        assertThat(slots.isFull(globex.id())).isFalse();
        assertThat(slots.take(globex)).isPresent();
    }

    @Test
    void besideOthersTheLineIsAShareOfAllPlaces() {
        takeAll(globex, 1);
        takeAll(acme, 1);
        for (int place = 1; place <= 14; place++) {
            assertThat(slots.isFull(acme.id())).isFalse();
            lineUp(acme, place);
        }
        assertThat(slots.isFull(acme.id())).isTrue();
    }

    @Test
    void aTenantAloneMayHaveALongLine() {
        TenantSlots many = new TenantSlots();
        Tenant wide = tenant(3, "wide", 1);
        assertThat(many.take(wide, Duration.ZERO)).isPresent();
        for (int i = 0; i < 50; i++) {
            var _ = CompletableFuture.runAsync(() -> many.take(wide, LONG), threads);
        }
        while (many.inLine(wide) < 50) {
            Thread.onSpinWait();
        }
        assertThat(many.isFull(wide.id())).isFalse();
    }

    @Test
    void whoWaitsIsLetInWhenTheOthersHaveGoneAlthoughNobodyGaveASlotBack() throws Exception {
        List<TenantSlots.Slot> others = takeAll(globex, 1);
        takeAll(acme, 1);
        var waiting = lineUp(acme, 1);
        others.forEach(TenantSlots.Slot::close);
        othersGoHome();
        assertThat(waiting.get()).isPresent();
    }

    @Test
    void whoWaitedInVainHasLeftTheLineAndHoldsNothing() {
        List<TenantSlots.Slot> taken = takeAll(acme, 3);
        assertThat(slots.take(acme, Duration.ofMillis(1))).isEmpty();
        assertThat(slots.inLine(acme)).isZero();
        taken.forEach(TenantSlots.Slot::close);
        takeAll(acme, 3);
    }

    @Test
    void whoIsInterruptedInLineHoldsNothing() throws Exception {
        List<TenantSlots.Slot> taken = takeAll(acme, 3);
        var waiting = lineUp(acme, 1);
        threads.shutdownNow();
        assertThat(waiting.get()).isEmpty();
        taken.forEach(TenantSlots.Slot::close);
        assertThat(slots.tenants()).isZero();
    }

    @Test
    void aSlotThatIsClosedTwiceIsOneSlot() {
        List<TenantSlots.Slot> taken = takeAll(acme, 3);
        taken.get(0).close();
        taken.get(0).close();
        takeAll(acme, 1);
        assertThat(slots.take(acme, Duration.ZERO)).isEmpty();
    }

    @Test
    void streamsHaveSlotsOfTheirOwnAndKeepNoRequestOut() {
        TenantSlots.Slot stream = slots.takeStream(acme).orElseThrow();
        assertThat(slots.takeStream(acme)).isPresent();
        assertThat(slots.takeStream(acme)).isEmpty();
        takeAll(acme, 3);
        stream.close();
        assertThat(slots.takeStream(acme)).isPresent();
    }

    @Test
    void aStreamThatWaitsForItsSenderIsNotAtWork() {
        assertThat(slots.takeStream(globex)).isPresent();
        takeAll(acme, 3);
    }

    @Test
    void aTenantThatDoesNothingIsNotRemembered() {
        for (int i = 0; i < 1_000; i++) {
            Tenant one = tenant(i, "t" + i, 2);
            try (TenantSlots.Slot slot = slots.take(one).orElseThrow();
                    TenantSlots.Slot stream = slots.takeStream(one).orElseThrow()) {
                assertThat(slots.tenants()).isOne();
            }
        }
        assertThat(slots.tenants()).isZero();
    }

    @Test
    void neverAreMoreAtWorkThanAllowedAndNobodyIsLeftInLine() {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        try (TenantSlots.Slot slot = slots.take(acme, LONG).orElseThrow()) {
                            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                            Thread.yield();
                            atWork.decrementAndGet();
                        }
                    },
                    threads));
        }
        all.forEach(CompletableFuture::join);
        assertThat(most).hasValueBetween(1, 3);
        assertThat(slots.tenants()).isZero();
    }
}
