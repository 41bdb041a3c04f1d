package dev.countinghouse.bench;

import dev.countinghouse.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Usage events of one tenant, none twice, each in whatever form it is sent. A million of them are a month's, which come as meters
 * send them: in the order of time but for a tenth, which is up to an hour late; the next million are in the same month.
 */
final class UsageRows {

    static final String METRIC = "bench-tokens";
    static final int CUSTOMERS = 100;

    private static final long SEED = 20_261_126;
    private static final long MONTH_EVENTS = 1_000_000;
    private static final int MONTH_SECONDS = 30 * 24 * 3_600;
    private static final int LATE_OF = 10;
    private static final int LATE_SECONDS = 3_600;
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
            return "{\"transaction_id\":\"" + transaction + "\",\"external_customer_id\":\"c-" + customer
                    + "\",\"metric\":\"" + METRIC + "\",\"timestamp\":\"" + at + "\",\"properties\":" + properties()
                    + "}";
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
        return new Row("tx-" + Long.toHexString(mixed) + "-" + number, customer, at(), random.nextInt(UNITS));
    }

    private Instant at() {
        long seconds = number % MONTH_EVENTS * MONTH_SECONDS / MONTH_EVENTS;
        int late = random.nextInt(LATE_OF) == 0 ? random.nextInt(LATE_SECONDS) : 0;
        return first.plusSeconds(Math.max(0, seconds - late));
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
