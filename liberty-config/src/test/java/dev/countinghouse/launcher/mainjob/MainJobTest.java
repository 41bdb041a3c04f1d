package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.launcher.client.Json;
import dev.countinghouse.launcher.client.Text;
import dev.countinghouse.launcher.client.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJobTest {
    private static final String HEADER = "transaction_id,external_customer_id,timestamp,metric,build_minutes\n";
    private static final String JANUARY =
            "t1,cus_a,2025-01-10T10:00:00Z,builds,40.125\nt2,cus_a,2025-01-31T23:30:00Z,builds,20\n";

    @TempDir
    Path folder;

    private final FakeApi api = new FakeApi();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theSampleEndsOnInvoicesAndEveryCheckHolds() {
        MainJob.Outcome outcome = run(null);

        assertThat(text())
                .contains(
                        "249 lines of 5 customers",
                        "acme registered, schema tenant_acme",
                        "all 18 hold",
                        "tenant_acme.invoices");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.counts())
                .containsEntry("accepted", 249L)
                .containsEntry("rejected", 0L)
                .containsEntry("customers", 5L);
    }

    @Test
    void aSecondRunUsesWhatIsThereAndBillsNothing() throws IOException {
        MainJob.Outcome first = run(file(JANUARY));
        MainJob.Outcome second = run(file(JANUARY));

        assertThat(second.exitCode()).isZero();
        assertThat(second.counts())
                .containsEntry("new_invoices", 0L)
                .containsEntry("duplicates", 2L)
                .containsEntry("invoices", first.counts().get("invoices"));
        assertThat(text()).contains("acme logged in", "0 new invoices, 2 before this run unchanged in number");
        assertThat(api.tenant("acme").keys).hasSize(1);
    }

    @Test
    void aLostStateFileCostsANewKeyAndNothingElse() throws IOException {
        run(file(JANUARY));
        Files.delete(folder.resolve("state"));

        assertThat(run(file(JANUARY)).exitCode()).isZero();
        assertThat(api.tenant("acme").keys).hasSize(2);
    }

    @Test
    void aNewDatabaseUnderAnOldStateFileIsSetUpAgain() throws IOException {
        run(file(JANUARY));
        api.tenants.clear();

        assertThat(run(file(JANUARY)).exitCode()).isZero();
        assertThat(api.tenant("acme").list("invoices")).hasSize(2);
    }

    @Test
    void aCustomerWhoStartedLongAgoIsBilledWithItsUsage() throws IOException {
        run(file(JANUARY));
        assertThat(run(file("u1,cus_b,2024-11-05T00:00:00Z,builds,600\n")).exitCode())
                .isZero();
        assertThat(invoiced("cus_b")).isEqualByComparingTo("600");
    }

    @Test
    void usageBeforeASubscriptionGetsOneThatEndsWhereTheOtherStarts() throws IOException {
        run(file(JANUARY));
        assertThat(run(file("t0,cus_a,2024-12-05T00:00:00Z,builds,7.5\n" + JANUARY))
                        .exitCode())
                .isZero();
        assertThat(api.tenant("acme").list("subscriptions"))
                .extracting(s ->
                        s.path("started_on").asText() + ".." + s.path("ends_on").asText(""))
                .containsExactly("2025-01-01..", "2024-12-01..2025-01-01");
        assertThat(invoiced("cus_a")).isEqualByComparingTo("67.625");
    }

    @Test
    void lateEventsAreBilledOneMonthOn() throws IOException {
        run(file(JANUARY));
        MainJob.Outcome outcome = run(file("t3,cus_a,2025-01-20T00:00:00Z,builds,1.5\n"));

        assertThat(outcome.exitCode()).isZero();
        assertThat(text()).contains("events came after their month was billed");
        assertThat(invoiced("cus_a")).isEqualByComparingTo("61.625");
    }

    @Test
    void rejectedLinesAreNamedAndTheGoodOnesBilled() throws IOException {
        String bad =
                "t3,cus_a,yesterday,builds,1\nt4,cus_a,2025-01-02T00:00:00Z,cpu,1\nt5,cus_a,2099-01-02T00:00:00Z,gpu,1\n";
        MainJob.Outcome outcome = run(file(JANUARY + bad));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(text())
                .contains(
                        "3 lines unclear",
                        "line 4: timestamp: is not valid",
                        "line 5: metric: is not valid",
                        "3 lines were rejected");
        assertThat(invoiced("cus_a")).isEqualByComparingTo("60.125");
    }

    @Test
    void aRunThatBreaksAnywhereIsFinishedByTheNextOne() throws IOException {
        Path usage = file(JANUARY);
        run(usage);
        int requests = api.requests.size();
        for (int broken = 1; broken <= requests; broken += 4) {
            api.tenants.clear();
            api.requests.clear();
            Files.deleteIfExists(folder.resolve("state"));
            api.breaksAt = broken;
            run(usage);
            api.breaksAt = 0;

            assertThat(run(usage).exitCode())
                    .as("after a break at request %d", broken)
                    .isZero();
            assertThat(api.tenant("acme").list("invoices")).hasSize(2);
            assertThat(api.tenant("globex").list("invoices")).hasSize(9);
            assertThat(invoiced("cus_a")).isEqualByComparingTo("60.125");
        }
    }

    @Test
    void aFileThatCannotBeUsedChangesNothing() throws IOException {
        MainJob.Outcome outcome = run(Files.writeString(folder.resolve("bad.csv"), "a,b\n1,2\n"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(text())
                .contains(
                        "FAILED",
                        "lacks the columns transaction_id, external_customer_id, timestamp, metric, build_minutes");
        assertThat(api.requests).isEmpty();
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws IOException {
        api.busy = 3;
        assertThat(run(file(JANUARY)).exitCode()).isZero();
    }

    @Test
    void aServerThatStaysBusyIsNamed() throws IOException {
        api.busy = 1_000;
        assertThat(run(file(JANUARY)).exitCode()).isEqualTo(1);
        assertThat(text()).contains("POST /auth/register answered 503 busy: because [request r-1]");
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws IOException {
        api.close();
        assertThat(run(file(JANUARY)).exitCode()).isEqualTo(1);
        assertThat(text()).contains("POST " + api.uri() + "/auth/register got no answer: connection refused");
    }

    @Test
    void anotherPasswordIsToldApart() throws IOException {
        api.tenants.put("acme", new FakeTenant("acme", "secret of another run"));
        assertThat(run(file(JANUARY)).exitCode()).isEqualTo(1);
        assertThat(text()).contains("owner@acme.example cannot log in with the demo password");
    }

    @Test
    void aBillingThatStallsIsGivenUpWithWhatIsKnown() throws IOException {
        api.tenants.put("acme", new FakeTenant("acme", "demo"));
        api.tenant("acme").stuck = true;

        assertThat(run(file(JANUARY)).exitCode()).isEqualTo(1);
        assertThat(text())
                .contains(
                        "The billing of acme is not done after",
                        "2 of about 2 invoices written",
                        "Start again to continue");
    }

    @Test
    void aCustomerThatIsRefusedHoldsNobodyBack() throws IOException {
        MainJob.Outcome outcome = run(file(JANUARY + "t3,bell\u0007,2025-01-02T00:00:00Z,builds,1\n"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(text())
                .contains(
                        "customer bell? is refused: POST /customers answered 422",
                        "line 4: external_customer_id: is not valid");
    }

    @Test
    void aRunWithoutOneGoodLineStillSaysWhy() throws IOException {
        assertThat(run(file("t1,cus_a,yesterday,builds,1\n")).exitCode()).isEqualTo(2);
        assertThat(text()).contains("line 2: timestamp: is not valid");
        assertThat(api.tenant("acme").live).isTrue();
    }

    @Test
    void aWrongAmountIsFound() throws IOException {
        api.tenants.put("acme", new FakeTenant("acme", "demo"));
        api.tenant("acme").overcharge = new BigDecimal("1.01");

        assertThat(run(file(JANUARY)).exitCode()).isEqualTo(1);
        assertThat(text())
                .contains("WRONG  acme: 4 lines: amount = quantity x unit price, rounded half up: not so in 3 cases");
    }

    @Test
    void aLedgerThatSaysSomethingElseThanTheInvoicesIsFound() throws IOException {
        api.tenants.put("acme", new FakeTenant("acme", "demo"));
        api.tenant("acme").unposted = true;

        assertThat(run(file(JANUARY)).exitCode()).isEqualTo(1);
        assertThat(text())
                .contains(
                        "WRONG  acme: trial balance: debits = credits",
                        "on the debit side, 0 on the credit side",
                        "WRONG  acme: 2 transfers: each document posted what it says, receivable = due",
                        "the last: invoice_posts_its_total");
    }

    @Test
    void theReportHasTheShapeThatWasPromised() throws IOException {
        run(file(JANUARY));
        JsonNode report = Json.parse(Files.readString(folder.resolve("report.json")));

        assertThat(report.path("tenants").path(0).properties())
                .extracting(Map.Entry::getKey)
                .startsWith("slug", "schema", "email", "password", "api_key");
        assertThat(report.path("tax_rate").asText()).isEqualTo("20");
        assertThat(report.path("plan").path("charges").path(1).path("tiers")).hasSize(3);
        JsonNode invoice = report.path("invoices").path(1);
        assertThat(invoice.path("customer_external_id").asText()).isEqualTo("cus_a");
        assertThat(invoice.path("period_start").asText()).isEqualTo("2025-01-01");
        assertThat(invoice.path("lines").findValuesAsText("metric")).containsExactly("builds", "builds", "null");
        assertThat(invoice.path("lines").findValuesAsText("quantity")).containsExactly("50", "10.125", "1");
        assertThat(invoice.path("lines").findValuesAsText("amount")).containsExactly("4.00", "0.51", "29.00");
        assertThat(invoice.path("tax").asText()).isEqualTo("6.70");
        assertThat(invoice.path("total").asText()).isEqualTo("40.21");
        assertThat(report.path("timings").path("build").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(report.path("timings").has("usage_file")).isTrue();
        assertThat(report.path("import").path("accepted").asLong()).isEqualTo(2);
    }

    @Test
    void zonesDecideTheMonthOfAnEvent() throws IOException {
        run(file(JANUARY));
        assertThat(usageBy("globex-tokyo"))
                .containsExactly("2024-03-01 18.75", "2024-04-01 50", "2024-04-01 450", "2024-04-01 27.63");
        assertThat(usageBy("globex-kolkata"))
                .containsExactly("2024-03-01 50", "2024-03-01 8.875", "2024-04-01 50", "2024-04-01 437.505");
        assertThat(usageBy("globex-new-york"))
                .containsExactly("2024-03-01 50", "2024-03-01 16.38", "2024-04-01 50", "2024-04-01 430");
    }

    private List<String> usageBy(String customer) {
        return api.tenant("globex").list("invoices").stream()
                .map(Invoice::from)
                .filter(invoice -> customer.equals(invoice.customer().externalId()))
                .flatMap(invoice -> invoice.lines().stream())
                .filter(line -> line.metric() != null)
                .map(line -> line.periodStart() + " " + Text.quantity(line.quantity()))
                .toList();
    }

    private BigDecimal invoiced(String customer) {
        return api.tenant("acme").list("invoices").stream()
                .map(Invoice::from)
                .filter(invoice -> customer.equals(invoice.customer().externalId()))
                .flatMap(invoice -> invoice.lines().stream())
                .filter(line -> line.metric() != null)
                .map(Invoice.Line::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Path file(String lines) throws IOException {
        return Files.writeString(folder.resolve("usage.csv"), HEADER + lines);
    }

    private MainJob.Outcome run(@Nullable Path usage) {
        MainJob.Settings settings = new MainJob.Settings(
                api.uri(),
                URI.create("http://127.0.0.1/"),
                usage,
                ZoneId.of("UTC"),
                folder.resolve("state"),
                "demo",
                folder.resolve("report.json"),
                "jdbc:none",
                Map.of("build", Duration.ofMillis(1500)));
        MainJob job = new MainJob(
                settings,
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                new Waiting(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(50)),
                (owner, stranger, invoices) -> List.of());
        return job.run();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
