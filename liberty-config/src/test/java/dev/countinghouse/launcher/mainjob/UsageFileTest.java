package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageFileTest {
    private static final String HEADER = "transaction_id,external_customer_id,timestamp,metric,build_minutes\n";

    @TempDir
    Path folder;

    @Test
    void theSampleIsReadable() {
        UsageScan scan = UsageFile.of(null).scan(line -> false);

        assertThat(scan.lines()).isEqualTo(249);
        assertThat(scan.unclear()).isZero();
        assertThat(scan.customers())
                .extracting(CustomerUsage::externalId)
                .hasSize(5)
                .contains("cus_f9de3afb");
    }

    @Test
    void sumsAreExactAndAnOffsetOnlyFixesTheInstant() throws IOException {
        UsageScan scan = scan(HEADER
                + "a,c1,2025-03-01T00:30:00+02:00,builds,0.1\n"
                + "b,c1,2025-02-28T22:00:00Z,builds,0.2\n"
                + "c,c2,2025-02-28T20:00:00-07:00,builds,1000000.001\n");

        CustomerUsage first = scan.customers().iterator().next();
        assertThat(first.minutes()).isEqualTo("0.3");
        assertThat(first.first()).isEqualTo("2025-02-28T22:00:00Z");
        assertThat(first.last()).isEqualTo("2025-02-28T22:30:00Z");
        assertThat(scan.last()).contains(Instant.parse("2025-03-01T03:00:00Z"));
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAndOthersAreLeftAlone() throws IOException {
        UsageScan scan = scan("metric,note,build_minutes,timestamp,external_customer_id,transaction_id\n"
                + "builds,\"a \"\"quoted\"\", note\nof two lines\",2.5,2025-01-01T00:00:00Z,c1,t1\n");
        assertThat(scan.customers()).singleElement().returns("c1", CustomerUsage::externalId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF%s", "%s", "\uFEFF%s\r\n\r\n"})
    void marksAndLineEndsDoNotMatter(String form) throws IOException {
        String rows = (HEADER + "a,c1,2025-01-01T00:00:00Z,builds,1\n").replace("\n", "\r\n");
        assertThat(scan(form.formatted(rows)).customers()).hasSize(1);
    }

    @Test
    void anEventThatIsRepeatedCountsOnce() throws IOException {
        String event = "a,c1,2025-01-01T00:00:00Z,builds,1.5\n";
        UsageScan scan = scan(HEADER + event + event);

        assertThat(scan.lines()).isEqualTo(2);
        assertThat(scan.customers()).singleElement().returns(1L, CustomerUsage::events);
        assertThat(scan.holds("a")).isTrue();
        assertThat(scan.holds("b")).isFalse();
    }

    @Test
    void linesTheServerRefusedAreLeftOut() throws IOException {
        String lines = "a,c1,2025-01-01T00:00:00Z,builds,1\na,c1,2025-01-02T00:00:00Z,builds,2\n";
        UsageScan scan = UsageFile.of(file(HEADER + lines)).scan(Set.of(2L)::contains);
        assertThat(scan.customers())
                .singleElement()
                .returns("2", usage -> usage.minutes().toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a,c1,yesterday,builds,1", "a,c1,2025-01-01T00:00:00,builds,1", "a,c1,1999-12-31T23:59:59Z,builds,1",
                "a,c1,2100-01-01T00:00:00Z,builds,1", "a,c1,+1000000000-01-01T00:00:00Z,builds,1",
                        "a,,2025-01-01T00:00:00Z,builds,1",
                ",c1,2025-01-01T00:00:00Z,builds,1", "a,c1,2025-01-01T00:00:00Z,cpu,1",
                        "a,c1,2025-01-01T00:00:00Z,builds,1e999999999",
                "a,c1,2025-01-01T00:00:00Z,builds,NaN", "a,c1,2025-01-01T00:00:00Z,builds,",
                        "a,c1,2025-01-01T00:00:00Z,builds",
                "a,c1,2025-01-01T00:00:00Z,builds,1,2", "x"
            })
    void aLineThatIsNotUnderstoodIsLeftToTheServer(String line) throws IOException {
        UsageScan scan = scan(HEADER + line + "\n");
        assertThat(scan.unclear()).isEqualTo(1);
        assertThat(scan.customers()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "a,b|lacks the columns transaction_id, external_customer_id, timestamp, metric, build_minutes; its first line is: a,b",
                "transaction_id,external_customer_id,timestamp,metric|lacks the column build_minutes",
                "transaction_id;external_customer_id;timestamp;metric;build_minutes|columns must be separated by commas",
                "transaction_id,external_customer_id,timestamp,metric,build_minutes,metric|names the column metric twice",
            })
    void aFileWithoutItsColumnsIsRefused(String text, String message) {
        assertThatThrownBy(() -> scan(text))
                .isInstanceOf(MainJobException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path picture = Files.write(folder.resolve("p"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 10});
        assertThatThrownBy(() -> UsageFile.of(picture).scan(line -> false)).hasMessageContaining("holds binary data");
        Path wide = Files.write(folder.resolve("w"), HEADER.getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> UsageFile.of(wide).scan(line -> false)).hasMessageContaining("save it as UTF-8");
    }

    @Test
    void whatIsNoFileIsRefused() {
        assertThatThrownBy(() -> UsageFile.of(folder)).hasMessageContaining("is not a regular file");
        assertThatThrownBy(() -> UsageFile.of(folder.resolve("none"))).hasMessageContaining("There is no usage file");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNoCsv() throws IOException {
        Path file = file(HEADER + "\"a,c1," + "x".repeat(17_000_000));
        assertThatThrownBy(() -> UsageFile.of(file).scan(line -> false)).hasMessageContaining("is not a CSV text");
    }

    private UsageScan scan(String text) throws IOException {
        return UsageFile.of(file(text)).scan(line -> false);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("usage.csv"), text);
    }
}
