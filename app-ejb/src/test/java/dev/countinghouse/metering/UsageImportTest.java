package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.FixedBusinessClock;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import dev.countinghouse.tenancy.TenantSlots;
import dev.countinghouse.work.RecordedSchedule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageImportTest {

    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");
    private static final String HEADER = "transaction_id,external_customer_id,timestamp,metric,build_minutes\n";

    private static final Tenant ACME =
            new Tenant(UUID.fromString("01980000-0000-7000-8000-000000000001"), "acme", "tenant_acme", "1.x", false);

    private final StoredUsage stored = new StoredUsage();
    private final ImportInMemory inbox = new ImportInMemory();
    private final UsageImport imports = new UsageImport();

    @BeforeEach
    void connect() {
        UsageService usage = new UsageService();
        usage.events = stored;
        usage.spans = new NoSpans();
        usage.closed = new ClosedUsage();
        usage.closed.spans = usage.spans;
        usage.closed.clock = new FixedBusinessClock(NOW, false);
        usage.intake = new CountedIntake();
        usage.limits = new ListedLimits();
        usage.quota = new FewPlaces();
        usage.catalog = new OneMetric();
        usage.customers = new OneCustomer();
        usage.schedule = new RecordedSchedule();
        usage.audit = new Audit();
        usage.latest = new UsageLatest();
        usage.latest.clock = new FixedBusinessClock(NOW, false);
        usage.latest.realTime = Clock.fixed(NOW, ZoneOffset.UTC);
        usage.realTime = Clock.fixed(NOW, ZoneOffset.UTC);
        RefusedUsage refused = new RefusedUsage();
        refused.repository = inbox;
        refused.realTime = usage.realTime;
        UsageImports recording = new UsageImports();
        recording.repository = inbox;
        recording.refused = refused;
        recording.usage = usage;
        recording.intake = usage.intake;
        recording.audit = new Audit();
        recording.realTime = usage.realTime;
        imports.imports = recording;
        imports.slots = new TenantSlots();
    }

    @Test
    void goodLinesAreKeptAndBadOnesAreToldByTheirLine() {
        UsageImportResult result = csv(HEADER
                + "t1,anna,2024-02-01T10:00:00Z,minutes,5\n"
                + "t2,nobody,2024-02-01T10:00:00Z,minutes,5\n"
                + "t3,anna,2024-02-01T10:00:00Z,hours,5\n"
                + "t4,anna,yesterday,minutes,5\n"
                + "t5,anna,2024-02-01T10:00:00Z,minutes\n"
                + "t6,anna,2024-02-01T10:00:00Z,minutes,5,6\n"
                + "t7,anna,2024-02-01T10:00:00Z,minutes,many\n"
                + "t8,anna,2024-02-01T11:00:00+01:00,minutes,7.25\n");
        assertThat(result.lines()).isEqualTo(8);
        assertThat(result.accepted()).isEqualTo(2);
        assertThat(result.rejected()).isEqualTo(6);
        assertThat(told(result))
                .containsExactly(
                        "3 external_customer_id unknown",
                        "4 metric unknown",
                        "5 timestamp malformed",
                        "6 line columns",
                        "7 line columns",
                        "8 properties.build_minutes not_a_number");
        assertThat(stored.transactionIds()).containsExactlyInAnyOrder("t1", "t8");
    }

    @Test
    void aSecondImportOfAFileAddsNothing() {
        String file = HEADER + "t1,anna,2024-02-01T10:00:00Z,minutes,5\nt2,anna,2024-02-01T10:00:00Z,minutes,5\n";
        csv(file);
        UsageImportResult again = csv(file);
        assertThat(again.accepted()).isZero();
        assertThat(again.duplicates()).isEqualTo(2);
        assertThat(stored.transactionIds()).hasSize(2);
    }

    @Test
    void aFieldMayHoldLineBreaksAndALineIsCountedWhereItBegins() {
        UsageImportResult result = csv(HEADER
                + "\"t\n1\",anna,2024-02-01T10:00:00Z,minutes,5\n"
                + "t2,nobody,2024-02-01T10:00:00Z,minutes,5\n");
        assertThat(told(result)).containsExactly("2 transaction_id malformed", "4 external_customer_id unknown");
    }

    @Test
    void aTextThatTheDatabaseCannotKeepCostsItsLineAndNoOther() {
        UsageImportResult result = csv(HEADER
                + "t1,an\u0000na,2024-02-01T10:00:00Z,minutes,5\n"
                + "t2,anna,2024-02-01T10:00:00Z,min\u0000utes,5\n"
                + "t3,anna,2024-02-01T10:00:00Z,minutes,\u0000\n"
                + "t4,anna,2024-02-01T10:00:00Z,minutes,5\n");
        assertThat(result.accepted()).isOne();
        assertThat(told(result))
                .containsExactly("2 external_customer_id malformed", "3 metric malformed", "4 build_minutes malformed");
    }

    @Test
    void moreLinesThanOneBatchHoldsAreAllRead() {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 4_203; i++) {
            file.append("t").append(i).append(",anna,2024-02-01T10:00:00Z,minutes,1\n");
        }
        UsageImportResult result = csv(file.toString());
        assertThat(result.accepted()).isEqualTo(4_203);
        assertThat(stored.transactionIds()).hasSize(4_203);
    }

    @Test
    void aThousandErrorsAreToldAndTheRestIsCounted() {
        StringBuilder file = new StringBuilder(HEADER);
        for (int i = 0; i < 4_203; i++) {
            file.append("t").append(i).append(",nobody,2024-02-01T10:00:00Z,minutes,1\n");
        }
        UsageImportResult result = csv(file.toString());
        assertThat(result.rejected()).isEqualTo(4_203);
        assertThat(result.errors()).hasSize(1_000);
        assertThat(result.errorsTruncated()).isTrue();
        assertThat(result.errors().getFirst().line()).isEqualTo(2);
    }

    @Test
    void columnsComeInAnyOrderAfterAByteOrderMark() {
        UsageImportResult result = csv("\uFEFF" + """
                        metric,build_minutes,timestamp,external_customer_id,transaction_id,source
                        minutes,5,2024-02-01T10:00:00Z,anna,t1,ci
                        """);
        assertThat(result.accepted()).isOne();
        assertThat(stored.touched()).singleElement().satisfies(event -> {
            assertThat(event.source()).isEqualTo("ci");
            assertThat(event.properties()).isEqualTo("{\"build_minutes\":\"5\"}");
        });
    }

    @Test
    void aLineNamesItsCustomerInOneOfThreeWays() {
        UsageImportResult result = csv("transaction_id,timestamp,metric,quantity,external_customer_id,customer_id\n"
                + "t1,2024-02-01T10:00:00Z,minutes,5,anna,\n"
                + "t2,2024-02-01T10:00:00Z,minutes,5,anna,01980000-0000-7000-8000-000000000009\n"
                + "t3,2024-02-01T10:00:00Z,minutes,5,,\n"
                + "t4,2024-02-01T10:00:00Z,minutes,5,,nobody\n"
                + "t5,2024-02-01T10:00:00Z,minutes,1e3,anna,\n");
        assertThat(told(result))
                .containsExactly(
                        "3 customer ambiguous",
                        "4 customer ambiguous",
                        "5 customer_id malformed",
                        "6 quantity malformed");
        assertThat(stored.touched())
                .singleElement()
                .satisfies(event -> assertThat(event.quantity()).isEqualByComparingTo("5"));
    }

    @Test
    void jsonLinesAreEventsAndWhatIsNoEventCostsItsLineAlone() {
        UsageImportResult result =
                ndjson("""
                {"transaction_id":"t1","external_customer_id":"anna","timestamp":"2024-02-01T10:00:00Z","metric":"minutes","quantity":"5"}

                {"transaction_id":"t2","external_customer_id":"anna","timestamp":"2024-02-01T10:00:00Z","metric":"minutes","quantity":"5"
                {"transaction_id":"t3","external_customer_id":"anna","timestamp":"yesterday","metric":"minutes","quantity":"5"}
                {"transaction_id":"t4","external_customer_id":"anna","metric":"minutes","quantity":"5"}
                {"transaction_id":"t5","external_customer_id":"anna","timestamp":"2024-02-01T10:00:00Z","metric":"minutes","amount":"5"}
                null
                ["t6"]
                {"external_customer_id":"anna","timestamp":"2024-02-01T10:00:00Z","metric":"minutes","quantity":"5"}
                %s
                {"transaction_id":"t9","external_customer_id":"anna","timestamp":"2024-02-01T10:00:00Z","metric":"minutes","properties":{"build_minutes":7}}""".formatted("{\"transaction_id\":\"" + "x".repeat(NdjsonUsage.LINE_BYTES_MAX) + "\"}"));
        assertThat(told(result))
                .containsExactly(
                        "3 line malformed",
                        "4 timestamp malformed",
                        "5 timestamp required",
                        "6 amount malformed",
                        "7 line malformed",
                        "8 line malformed",
                        "9 transaction_id required",
                        "10 line too_long");
        assertThat(stored.transactionIds()).containsExactlyInAnyOrder("t1", "t9");
        assertThat(result.lines()).isEqualTo(10);
    }

    @Test
    void refusedLinesGoToTheErrorInboxAsTheyWereSent() {
        csv(HEADER + "t1,nobody,2024-02-01T10:00:00Z,minutes,5\nt2,anna,yes\u0000terday,minutes,5\n");
        assertThat(inbox.kept())
                .extracting(UsageIntakeRepository.Refused::line, UsageIntakeRepository.Refused::field)
                .containsExactly(tuple(2L, "external_customer_id"), tuple(3L, "timestamp"));
        assertThat(inbox.kept().getFirst().event()).contains("\"external_customer_id\":\"nobody\"");
        assertThat(inbox.kept().getLast().event()).contains("\"timestamp\":\"yes\uFFFDterday\"");
    }

    @Test
    void anImportTellsHowFarItIsAndHowItEnded() {
        UsageImportResult result = csv(HEADER + "t1,anna,2024-02-01T10:00:00Z,minutes,5\nt2,nobody,x,minutes,5\n");
        UsageImportView shown = inbox.requireImport(result.id()).view(NOW);
        assertThat(shown.state()).isEqualTo(UsageImportView.State.DONE);
        assertThat(shown.lines()).isEqualTo(2);
        assertThat(shown.accepted()).isOne();
        assertThat(shown.rejected()).isOne();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', header",
        "'transaction_id,external_customer_id,timestamp', metric",
        "'transaction_id,external_customer_id,timestamp,metric,metric', header"
    })
    void aHeaderThatLacksAColumnRecordsNothing(String header, String field) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> csv(header.isEmpty() ? "" : header + "\nt1,anna,2024-02-01T10:00:00Z,minutes,5\n"))
                .satisfies(refused -> {
                    assertThat(refused.type()).isEqualTo(ProblemType.VALIDATION_FAILED);
                    assertThat(refused.errors())
                            .singleElement()
                            .satisfies(error -> assertThat(error.field()).isEqualTo(field));
                });
        assertThat(stored.transactionIds()).isEmpty();
    }

    private UsageImportResult csv(String text) {
        return CurrentScope.call(
                Scope.of(ACME), () -> imports.csv(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private UsageImportResult ndjson(String text) {
        return CurrentScope.call(
                Scope.of(ACME), () -> imports.ndjson(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static List<String> told(UsageImportResult result) {
        return result.errors().stream()
                .map(error -> error.line() + " " + error.field() + " " + error.code())
                .toList();
    }
}
