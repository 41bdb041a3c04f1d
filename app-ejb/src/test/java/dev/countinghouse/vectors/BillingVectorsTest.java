package dev.countinghouse.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Worked examples from the public documentation and tests of other billing systems, each recomputed independently. Another
 * file of the same form is run by {@code -Dvectors=PATH}.
 */
class BillingVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Adapter> ADAPTERS = adapters();

    /** Reads what an example gives and answers what the product makes of it, by the names the example expects. */
    @FunctionalInterface
    interface Adapter {
        Map<String, ?> results(Given given);
    }

    static Stream<Named<JsonNode>> examples() {
        return StreamSupport.stream(vectors().spliterator(), false)
                .map(vector -> Named.of(
                        vector.get("id").asText() + " " + vector.get("topic").asText(), vector));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleComesOutAsExpected(JsonNode vector) {
        Given given = new Given(vector.get("given"));
        Map<String, ?> results = adapter(vector.get("topic").asText()).results(given);
        assertThat(given.unread()).as("given, but not used").isEmpty();
        JsonNode expected = vector.get("expect");
        assertThat(expected).as("expected").isNotEmpty();
        expected.properties().forEach(field -> {
            assertThat(results.keySet()).as("results").contains(field.getKey());
            assertEqual(field.getKey(), field.getValue(), Objects.requireNonNull(results.get(field.getKey())));
        });
    }

    @Test
    void anUnknownKindOfExampleFails() {
        assertThatThrownBy(() -> adapter("charge.by_the_moon")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> adapter("moon")).isInstanceOf(AssertionError.class);
    }

    @Test
    void anExampleThatGivesMoreThanIsUsedFails() throws IOException {
        JsonNode vector = JSON.readTree("""
                {"topic": "charge.standard", "given": {"units": "1", "unit_price": "2", "moon": "3"},
                 "expect": {"amount": "2"}}""");
        assertThatThrownBy(() -> anExampleComesOutAsExpected(vector)).isInstanceOf(AssertionError.class);
    }

    @Test
    void anExampleThatComesOutOtherwiseFails() throws IOException {
        JsonNode vector = JSON.readTree("""
                {"topic": "charge.standard", "given": {"units": "1", "unit_price": "2"}, "expect": {"amount": "2.01"}}""");
        assertThatThrownBy(() -> anExampleComesOutAsExpected(vector)).isInstanceOf(AssertionError.class);
    }

    /** A kind that is not known by itself is reckoned as the kind it is one of: more than that uses, it may not give. */
    private static Adapter adapter(String topic) {
        for (String kind = topic; kind.contains("."); kind = kind.substring(0, kind.lastIndexOf('.'))) {
            Adapter adapter = ADAPTERS.get(kind);
            if (adapter != null) {
                return adapter;
            }
        }
        throw new AssertionError("no rule for " + topic);
    }

    private static Map<String, Adapter> adapters() {
        Map<String, Adapter> adapters = new HashMap<>();
        Stream.of(
                        ChargeVectors.ADAPTERS,
                        LimitVectors.ADAPTERS,
                        MeteringVectors.ADAPTERS,
                        ProrationVectors.ADAPTERS,
                        PlanChangeVectors.ADAPTERS,
                        InvoiceVectors.ADAPTERS,
                        TaxVectors.ADAPTERS,
                        LedgerVectors.ADAPTERS)
                .forEach(some -> some.forEach((topic, adapter) -> {
                    if (adapters.put(topic, adapter) != null) {
                        throw new AssertionError("two rules for " + topic);
                    }
                }));
        return adapters;
    }

    private static void assertEqual(String name, JsonNode expected, Object result) {
        switch (result) {
            case Boolean flag -> assertThat(flag).as(name).isEqualTo(expected.asBoolean());
            case Iterable<?> list -> {
                assertThat(list).as(name).hasSize(expected.size());
                int i = 0;
                for (Object element : list) {
                    assertEqual(name + "[" + i + "]", expected.get(i++), element);
                }
            }
            default -> assertThat((BigDecimal) result).as(name).isEqualByComparingTo(new BigDecimal(expected.asText()));
        }
    }

    /** Relative to where the tests run, or to the repository they are a module of. */
    private static Path file(String path) {
        Path here = Path.of(path).toAbsolutePath();
        return Files.exists(here) ? here : Path.of("..").resolve(path).toAbsolutePath();
    }

    private static JsonNode vectors() {
        String path = System.getProperty("vectors");
        try {
            if (path != null) {
                return JSON.readTree(Files.readAllBytes(file(path)));
            }
            try (InputStream bundled = BillingVectorsTest.class.getResourceAsStream("/vectors/billing-vectors.json")) {
                return JSON.readTree(bundled);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
