package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a charge has billed of a period so far, over all invoices, void ones too, but those that were replaced. */
@ApplicationScoped
class BilledUsageRepository {

    private static final String BILLED = """
            SELECT p.place, l.bucket,
                   coalesce(l.calculation ->> 'kind', CASE l.calculation ->> 'flat' WHEN 'true' THEN 'flat' ELSE 'units' END) AS kind,
                   coalesce(l.calculation ->> 'tier', '') AS tier, max(l.metric) AS metric, sum(l.quantity) AS quantity,
                   (array_agg(l.unit_amount ORDER BY l.purpose = 'delta', l.sequence))[1] AS unit_amount,
                   sum(l.precise_amount) AS precise_amount, CAST(sum(l.amount_minor) AS bigint) AS amount_minor,
                   max(CASE WHEN l.purpose = :purpose THEN l.sequence ELSE -1 END) AS last
            FROM unnest(CAST(:items AS uuid[]), CAST(:charges AS uuid[]), CAST(:starts AS date[]))
                WITH ORDINALITY AS p (item, charge, start, place)
            JOIN invoice_lines l ON l.subscription_item_id = p.item AND l.charge_id = p.charge AND l.period_start = p.start
            JOIN invoices i ON i.id = l.invoice_id AND i.replaced_by_id IS NULL
            GROUP BY 1, 2, 3, 4""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What was billed of one part of a price.
     *
     * @param kind what its quantity counts
     * @param metric code; null on lines without usage
     * @param unitAmount of the line that billed it first
     */
    record Part(
            String bucket,
            String kind,
            String tier,
            @Nullable String metric,
            BigDecimal quantity,
            BigDecimal unitAmount,
            BigDecimal preciseAmount,
            long amountMinor) {}

    /**
     * What was billed, part by part.
     *
     * @param parts by {@link #part name}
     * @param next sequence number for a further line of the purpose asked for
     */
    record Billed(Map<String, Part> parts, int next) {}

    /** Which part of the price of a charge and a period a line is of. */
    static String part(LineDraft line) {
        return name(
                line.bucket(),
                Objects.toString(line.calculation().get("kind")),
                Objects.toString(line.calculation().get("tier"), ""));
    }

    private static String name(String bucket, String kind, String tier) {
        return kind + "/" + tier + "/" + bucket;
    }

    /** What was billed of charges and periods, in the order asked. */
    List<Billed> of(List<UsageToBill> asked, LinePurpose purpose) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(BILLED, Tuple.class)
                .setParameter("items", texts(asked, usage -> usage.item().itemId()))
                .setParameter("charges", texts(asked, usage -> usage.charge().id()))
                .setParameter("starts", texts(asked, usage -> usage.period().start()))
                .setParameter("purpose", new InvoiceLine.PurposeText().convertToDatabaseColumn(purpose))
                .getResultList();
        List<Map<String, Part>> parts =
                asked.stream().map(usage -> new HashMap<String, Part>()).collect(Collectors.toList());
        int[] next = new int[asked.size()];
        for (Tuple row : rows) {
            int place = row.get("place", Number.class).intValue() - 1;
            Part part = part(row);
            parts.get(place).put(name(part.bucket(), part.kind(), part.tier()), part);
            next[place] = Math.max(next[place], row.get("last", Integer.class) + 1);
        }
        return IntStream.range(0, asked.size())
                .mapToObj(i -> new Billed(parts.get(i), next[i]))
                .toList();
    }

    private static String[] texts(List<UsageToBill> asked, Function<UsageToBill, Object> value) {
        return asked.stream().map(value).map(Object::toString).toArray(String[]::new);
    }

    private static Part part(Tuple row) {
        return new Part(
                row.get("bucket", String.class),
                row.get("kind", String.class),
                row.get("tier", String.class),
                row.get("metric", String.class),
                row.get("quantity", BigDecimal.class),
                row.get("unit_amount", BigDecimal.class),
                row.get("precise_amount", BigDecimal.class),
                row.get("amount_minor", Long.class));
    }
}
