package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that are stored by COPY, which knows neither duplicates nor quotes. */
class LargeBatchesIT {
    private static final int SIZE = 500;
    private static final String ODD =
            "tab\tbackslash\\ \\N \\. quote\" line\nreturn\r end, {\"json\": [1]} \u20AC \uD83D\uDE00";

    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private UUID customer = new UUID(0, 0);

    @BeforeEach
    void makeCatalog() {
        tenant.makeCatalog();
        customer = tenant.customer("ada", "UTC");
    }

    @AfterEach
    void theBooksAreInOrder() {
        tenant.awaitSettled();
        Invariants.assertHold(tenant);
    }

    private Map<String, @Nullable Object> event(int number, String minutes) {
        return Body.like(
                Samples.usage(customer, "e\\" + number, "2024-01-10T12:00:00Z", minutes),
                "properties",
                Map.of("build_minutes", minutes, "note", ODD));
    }

    private List<Map<String, @Nullable Object>> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> event(number, "1")).toList();
    }

    private JsonNode send(List<Map<String, @Nullable Object>> events) {
        return api.post("/usage/batch", Body.of("events", events)).expect(200).json();
    }

    private static String counts(JsonNode answer) {
        return answer.path("accepted").asInt() + " accepted, "
                + answer.path("duplicates").asInt() + " duplicates, "
                + answer.path("rejected").asInt() + " rejected";
    }

    @Test
    void everyCharacterIsKeptAsItWasSent() {
        send(events(0, SIZE));
        List<JsonNode> stored = api.all("/usage");
        assertThat(stored).hasSize(SIZE);
        assertThat(stored).allSatisfy(event -> {
            assertThat(event.at("/properties/note").asText()).isEqualTo(ODD);
            assertThat(event.path("transaction_id").asText()).startsWith("e\\");
        });
    }

    @Test
    void whatIsThereIsADuplicateAndWhatIsNewIsStored() {
        assertThat(counts(send(events(0, SIZE)))).isEqualTo("500 accepted, 0 duplicates, 0 rejected");
        assertThat(counts(send(events(0, SIZE)))).isEqualTo("0 accepted, 500 duplicates, 0 rejected");
        List<Map<String, @Nullable Object>> mixed = new ArrayList<>(events(400, 900));
        mixed.set(0, event(400, "2"));
        JsonNode answer = send(mixed);
        assertThat(counts(answer)).isEqualTo("400 accepted, 99 duplicates, 1 rejected");
        assertThat(answer.at("/results/0/code").asText()).isEqualTo("conflict");
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(900);
    }

    @Test
    void manyWhoSendTheSameAtTheSameTimeStoreItOnce() {
        List<String> told = Together.run(6, sender -> {
            JsonNode answer = send(events(sender * 50, sender * 50 + SIZE)); // each shares most with the others
            return answer.path("accepted").asInt() + " "
                    + answer.path("rejected").asInt();
        });
        assertThat(told).allSatisfy(counts -> assertThat(counts).endsWith(" 0"));
        assertThat(told.stream()
                        .mapToInt(counts -> Integer.parseInt(counts.split(" ", -1)[0]))
                        .sum())
                .isEqualTo(750);
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events")).isEqualTo(750);
    }

    @Test
    void aFileIsStoredOnceHoweverOftenItIsSent() {
        StringBuilder file =
                new StringBuilder("transaction_id,external_customer_id,timestamp,metric,build_minutes,note\n");
        for (int i = 0; i < 9_000; i++) {
            file.append("f")
                    .append(i)
                    .append(",ada,2024-01-10T12:00:00Z,")
                    .append(Samples.METRIC)
                    .append(",1,\"a\tb\\\"\n");
        }
        JsonNode first = api.importCsv(file.toString()).expect(200).json();
        assertThat(counts(first)).isEqualTo("9000 accepted, 0 duplicates, 0 rejected");
        JsonNode again = api.importCsv(file.toString()).expect(200).json();
        assertThat(counts(again)).isEqualTo("0 accepted, 9000 duplicates, 0 rejected");
        assertThat(tenant.count("SELECT count(*) FROM %s.usage_events WHERE properties ->> 'note' = E'a\\tb\\\\'"))
                .isEqualTo(9_000);
    }
}
