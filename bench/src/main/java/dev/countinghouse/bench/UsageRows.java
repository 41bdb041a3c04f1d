package dev.countinghouse.bench;

import dev.countinghouse.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/** Usage events of one tenant, none twice, each in whatever form it is sent. */
final class UsageRows {

    static final String METRIC = "bench-tokens";
    static final int CUSTOMERS = 100;

    private static final long SEED = 20_261_126;
    private static final int MONTH_SECONDS = 30 * 24 * 3_600;
    private static final int UNITS = 10_000;

    private final Instant first = Instant.parse("2026-03-01T00:00:00Z");
    private final SplittableRandom random = new SplittableRandom(SEED);
    private long number;

    /**
     * An event.
     *
     * @param customer 1 to {@link #CUSTOMERS}
     */
    record Row(String transaction, int customer, Instant at, int units) {

        /** As the endpoints take it. */
        String json() {
            return "{\"transaction_id\":\"%s\",\"external_customer_id\":\"c-%d\",\"metric\":\"%s\",\"timestamp\":\"%s\",\"properties\":%s}"
                    .formatted(transaction, customer, METRIC, at, properties());
        }

        String properties() {
            return "{\"region\":\"eu-west\",\"tokens\":" + units + "}";
        }

        /** A line of an import. */
        String csv() {
            return transaction + ",c-" + customer + "," + at + "," + METRIC + ",eu-west," + units + "\n";
        }

        /** A line of COPY, in the order of {@link TableMeasure#COLUMNS}. */
        String copy(UUID[] customers, UUID metric) {
            return Ids.next() + "\t\t" + transaction + "\t" + customers[customer - 1] + "\t" + metric + "\t" + at + "\t"
                    + units + "\t" + properties() + "\n";
        }
    }

    static final String CSV_HEADER = "transaction_id,external_customer_id,timestamp,metric,region,tokens\n";

    synchronized Row next() {
        return next(1 + random.nextInt(CUSTOMERS));
    }

    /** An event of one customer. */
    synchronized Row next(int customer) {
        long mixed = ++number * 0x9E3779B97F4A7C15L; // no order that an index could profit from
        return new Row(
                "tx-%016x-%d".formatted(mixed, number),
                customer,
                first.plusSeconds(random.nextInt(MONTH_SECONDS)),
                random.nextInt(UNITS));
    }

    /** A batch as it is posted. */
    byte[] batch(int size) {
        StringBuilder json = new StringBuilder("{\"events\":[");
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",").append(next().json());
        }
        return json.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
