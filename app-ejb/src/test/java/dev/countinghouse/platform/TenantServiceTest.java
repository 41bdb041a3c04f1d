package dev.countinghouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.FixedBusinessClock;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.RecordedSchedule;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TenantServiceTest {

    private static final Instant NOW = Instant.parse("2023-06-01T00:00:00Z");

    private final Books books = new Books();
    private final RecordedSchedule schedule = new RecordedSchedule();

    @Test
    void aTenantWithoutInvoicesCanBePutOnATestClock() {
        ClockView clock = service(false).startTestClock(NOW);
        assertThat(clock).isEqualTo(new ClockView("test", NOW, false));
        assertThat(books.testClock).isEqualTo(NOW);
        assertThat(schedule.calls()).containsExactly("clock " + NOW);
    }

    @Test
    void booksOfRealAndOfPlayedTimeNeverMix() {
        books.invoices = true;
        assertRefused(ProblemType.CLOCK_NOT_ALLOWED, () -> service(false).startTestClock(NOW));
        books.invoices = false;
        assertRefused(ProblemType.CLOCK_NOT_ALLOWED, () -> service(true).startTestClock(NOW));
        assertRefused(ProblemType.CLOCK_NOT_ALLOWED, () -> service(false).advance(NOW.plusSeconds(1)));
        assertThat(books.testClock).isNull();
    }

    @Test
    void advancingMovesTheClockAndWhatFallsDueByIt() {
        Instant later = NOW.plus(Duration.ofDays(30));
        assertThat(service(true).advance(later).now()).isEqualTo(later);
        assertThat(books.testClock).isEqualTo(later);
        assertThat(schedule.calls()).containsExactly("clock " + later);
    }

    @Test
    void theClockOnlyGoesForward() {
        assertThat(service(true).advance(NOW).now()).isEqualTo(NOW);
        assertRefused(ProblemType.CLOCK_BACKWARDS, () -> service(true).advance(NOW.minusNanos(1)));
    }

    @Test
    void theClockLeapsTwentyYearsAtMost() {
        Duration twentyYears = Duration.ofDays(20 * 366L);
        assertThat(service(true).advance(NOW.plus(twentyYears)).now()).isEqualTo(NOW.plus(twentyYears));
        assertRefused(
                ProblemType.VALIDATION_FAILED,
                () -> service(true).advance(NOW.plus(twentyYears).plusNanos(1)));
    }

    @Test
    void theClockTellsWhetherAllWorkDueByItIsDone() {
        assertThat(service(true).clock()).isEqualTo(new ClockView("test", NOW, false));
        schedule.settle();
        assertThat(service(true).clock()).isEqualTo(new ClockView("test", NOW, true));
        assertThat(service(false).clock().mode()).isEqualTo("live");
    }

    private TenantService service(boolean onTestClock) {
        TenantService service = new TenantService();
        service.tenants = books;
        service.clock = new FixedBusinessClock(NOW, onTestClock);
        service.schedule = schedule;
        service.audit = new Audit();
        return service;
    }

    private static void assertRefused(ProblemType type, ThrowingCallable call) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.type()).isEqualTo(type));
    }

    /** A tenant's row, in memory. */
    private static final class Books extends TenantRepository {

        private boolean invoices;
        private @Nullable Instant testClock;

        @Override
        boolean isLiveAtGateway() {
            return false;
        }

        @Override
        boolean hasInvoices() {
            return invoices;
        }

        @Override
        void setTestClock(Instant now) {
            testClock = now;
        }
    }
}
