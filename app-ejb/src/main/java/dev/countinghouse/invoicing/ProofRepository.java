package dev.countinghouse.invoicing;

import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import dev.countinghouse.tax.domain.TaxTreatment;
import dev.countinghouse.tenancy.ScopeGuard;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is stored, as it is proved. */
@ApplicationScoped
class ProofRepository {

    private static final TaxTreatmentText TREATMENT = new TaxTreatmentText();

    private static final String LINES = """
            SELECT l.id, i.id AS invoice_id, i.number, CASE WHEN i.replaces_id IS NULL THEN i.created_at ELSE (
                    WITH RECURSIVE chain AS (
                        SELECT o.id, o.replaces_id, o.created_at FROM invoices o WHERE o.id = i.replaces_id
                        UNION SELECT o.id, o.replaces_id, o.created_at FROM chain c JOIN invoices o ON o.id = c.replaces_id)
                    SELECT min(created_at) FROM chain) END AS written_at,
                CAST(coalesce(s.currency, i.currency) AS text) AS currency, l.position, l.subscription_item_id, l.charge_id,
                l.purpose, l.sequence, l.period_start, l.period_end, l.bucket, l.quantity, l.unit_amount, l.precise_amount,
                l.amount_minor, l.discount_minor, l.tax_percent, l.tax_minor,
                array_to_string(coalesce(l.tax_rates, ARRAY(SELECT CAST(t ->> 'code' AS varchar(64)) FROM jsonb_array_elements(
                    CASE jsonb_typeof(i.taxes) WHEN 'array' THEN i.taxes ELSE CAST('[]' AS jsonb) END) t)), ',')
                    AS taxes,
                i.tax_treatment, array_to_string(ARRAY(SELECT jsonb_array_elements_text(CASE jsonb_typeof(i.customer -> 'tax_rates')
                    WHEN 'array' THEN i.customer -> 'tax_rates' ELSE CAST('[]' AS jsonb) END)), ',') AS customer_rates,
                coalesce(l.calculation ->> 'kind', CASE l.calculation ->> 'flat' WHEN 'true' THEN 'flat' ELSE 'units' END) AS kind,
                coalesce(l.calculation ->> 'tier', '') AS tier,
                %s AS amount_before, %s AS quantity_before
            FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id
            LEFT JOIN subscriptions s ON s.id = i.subscription_id
            """.formatted(number("billed_amount_minor"), number("billed_quantity"));

    private static final String OF_PERIODS = LINES + """
            WHERE i.customer_id = :customer AND i.subscription_id = :subscription AND i.replaced_by_id IS NULL
              AND l.period_start >= :first AND l.period_start < :after
            ORDER BY written_at, i.number, l.position""";

    private static final String OF_INVOICES = LINES + """
            WHERE i.id = ANY (CAST(:invoices AS uuid[])) ORDER BY i.id, l.position""";

    private static final String COUNT = """
            SELECT count(*) FROM invoices i JOIN invoice_lines l ON l.invoice_id = i.id
            WHERE i.customer_id = :customer AND i.subscription_id = :subscription AND i.replaced_by_id IS NULL""";

    private static final String INVOICES = """
            SELECT * FROM (SELECT i.id, i.number, CAST(coalesce(s.currency, i.currency) AS text) AS currency, i.subtotal_minor, i.tax_minor, i.total_minor, CAST(i.taxes AS text) AS taxes,
                i.tax_treatment, CAST(i.customer AS text) AS customer, CAST(i.seller AS text) AS seller,
                i.credited_minor, i.refunded_minor, i.returned_minor - CASE i.status WHEN 'void' THEN i.applied_minor ELSE 0 END AS returned_minor,
                    sum(n.lines) OVER (ORDER BY i.id) - n.lines AS lines_before
                FROM (SELECT * FROM invoices WHERE id > :after ORDER BY id LIMIT :most) i
                CROSS JOIN LATERAL (SELECT count(*) AS lines FROM invoice_lines l WHERE l.invoice_id = i.id) n
                LEFT JOIN subscriptions s ON s.id = i.subscription_id) i
            WHERE i.lines_before < :lines ORDER BY i.id""";

    private static final String STRANGE = """
            SELECT i.number AS document, 'subscription' AS field, 'none' AS stored, 'the one that is billed' AS computed
            FROM invoices i WHERE i.subscription_id IS NULL
              AND (SELECT coalesce(bool_or(l.purpose <> 'one_off'), true) FROM invoice_lines l WHERE l.invoice_id = i.id)
            UNION ALL
            SELECT i.number, 'invoice', 'written by hand', 'an entry in the audit log that somebody wrote it'
            FROM invoices i JOIN LATERAL (SELECT count(*) AS lines FROM invoice_lines l WHERE l.invoice_id = i.id) n ON n.lines > 0
            WHERE i.subscription_id IS NULL
              AND NOT EXISTS (SELECT FROM invoices o WHERE o.id = i.replaces_id AND o.replaced_by_id = i.id)
              AND NOT EXISTS (SELECT FROM audit_log a
                  WHERE a.resource = 'invoice' AND a.resource_id = CAST(i.id AS text) AND a.action = 'invoice.create'
                    AND CAST(a.after AS jsonb) @> jsonb_build_object('number', i.number, 'customer_id', i.customer_id, 'lines', n.lines)
                    AND CAST(replace(CAST(a.after AS jsonb) #>> '{total,amount}', '.', '') AS numeric) = i.total_minor)
            UNION ALL
            SELECT i.number, 'customer', CAST(i.customer_id AS text), CAST(s.customer_id AS text)
            FROM invoices i JOIN subscriptions s ON s.id = i.subscription_id WHERE i.customer_id <> s.customer_id
            UNION ALL
            SELECT i.number, 'currency', CAST(i.currency AS text), CAST(s.currency AS text)
            FROM invoices i JOIN subscriptions s ON s.id = i.subscription_id WHERE i.currency <> s.currency
            UNION ALL
            SELECT n.number, 'currency', CAST(n.currency AS text), CAST(s.currency AS text)
            FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id JOIN subscriptions s ON s.id = i.subscription_id
            WHERE n.currency <> s.currency
            ORDER BY 1, 2""";

    private static final String REPLACED = """
            SELECT i.number AS document, 'lines' AS field, i.lines AS stored, r.lines AS computed
            FROM (SELECT i.number, i.replaced_by_id, (%1$s i.id) AS lines FROM invoices i WHERE i.replaced_by_id IS NOT NULL) i
            CROSS JOIN LATERAL (SELECT (%1$s i.replaced_by_id) AS lines) r
            WHERE i.lines IS DISTINCT FROM r.lines ORDER BY 1""".formatted("""
            SELECT CAST(md5(string_agg(CAST(to_jsonb(l) - 'id' - 'invoice_id' - 'generation' AS text), '' ORDER BY l.position)) AS text)
            FROM invoice_lines l WHERE l.invoice_id =""");

    private static final String CREDITS = """
            SELECT n.invoice_id, n.number, CAST(coalesce(s.currency, i.currency) AS text) AS currency, n.subtotal_minor, n.tax_minor, n.total_minor, n.refund_minor, n.returned_minor,
                l.invoice_line_id, l.position, l.amount_minor AS line_net, l.tax_minor AS line_tax
            FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id LEFT JOIN subscriptions s ON s.id = i.subscription_id
            LEFT JOIN credit_note_lines l ON l.credit_note_id = n.id
            WHERE n.invoice_id = ANY (CAST(:invoices AS uuid[])) ORDER BY n.invoice_id, n.sequence, l.position""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** From now on the transaction sees what is committed now, and writes nothing. To be asked first. */
    void freeze() {
        entityManager.createNativeQuery(ScopeGuard.READ_A_SNAPSHOT).executeUpdate();
    }

    /** Lines of a subscription whose periods begin in some days, in the order of billing. */
    List<StoredLine> lines(UUID customerId, UUID subscriptionId, ServicePeriod days) {
        return lines(entityManager
                .createNativeQuery(OF_PERIODS, Tuple.class)
                .setParameter("customer", customerId)
                .setParameter("subscription", subscriptionId)
                .setParameter("first", days.start())
                .setParameter("after", days.end()));
    }

    /** Lines of invoices, in their order. */
    List<StoredLine> linesOf(List<UUID> invoices) {
        return lines(
                entityManager.createNativeQuery(OF_INVOICES, Tuple.class).setParameter("invoices", texts(invoices)));
    }

    /** What a line says of itself. */
    record Said(String description, Map<String, Object> calculation) {}

    /** What lines say of themselves, by id. */
    Map<UUID, Said> said(List<UUID> lines) {
        Query query = entityManager.createNativeQuery("""
                        SELECT id, description, CAST(calculation AS text) AS calculation FROM invoice_lines
                        WHERE id = ANY (CAST(:ids AS uuid[]))""", Tuple.class).setParameter("ids", texts(lines));
        return rows(query).stream()
                .collect(Collectors.toMap(
                        row -> row.get("id", UUID.class),
                        row -> new Said(
                                row.get("description", String.class),
                                Json.readObject(row.get("calculation", String.class)))));
    }

    private static String[] texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    /** How many lines a subscription has. */
    long count(UUID customerId, UUID subscriptionId) {
        return (Long) entityManager
                .createNativeQuery(COUNT, Long.class)
                .setParameter("customer", customerId)
                .setParameter("subscription", subscriptionId)
                .getSingleResult();
    }

    /** Whether a customer's data was erased: the properties of his usage are gone. */
    boolean isErased(UUID customerId) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT erased_at IS NOT NULL FROM customers WHERE id = :id", Boolean.class)
                .setParameter("id", customerId)
                .getSingleResult();
    }

    long invoices() {
        return (Long) entityManager
                .createNativeQuery("SELECT count(*) FROM invoices", Long.class)
                .getSingleResult();
    }

    /**
     * Who an invoice is between, as it keeps them.
     *
     * @param customer as a document
     * @param seller as a document; null on invoices from before he was kept
     * @param treatment what decided its taxes besides the rates that are named; null: nothing did
     */
    record StoredParties(
            String customer,
            @Nullable String seller,
            @Nullable TaxTreatment treatment) {}

    /**
     * An invoice's own figures.
     *
     * @param returned by credit notes
     */
    record StoredInvoice(
            UUID id,
            String number,
            Money subtotal,
            Money tax,
            Money total,
            String taxes,
            StoredParties parties,
            Money credited,
            Money refunded,
            Money returned) {}

    /** Invoices in the order of ids; the last one may take them above so many lines. */
    List<StoredInvoice> invoices(@Nullable UUID after, int most, int lines) {
        return rows(entityManager
                        .createNativeQuery(INVOICES, Tuple.class)
                        .setParameter("after", after == null ? new UUID(0, 0) : after)
                        .setParameter("most", most)
                        .setParameter("lines", lines))
                .stream()
                .map(row -> new StoredInvoice(
                        row.get("id", UUID.class),
                        row.get("number", String.class),
                        money(row, "subtotal_minor"),
                        money(row, "tax_minor"),
                        money(row, "total_minor"),
                        row.get("taxes", String.class),
                        new StoredParties(
                                row.get("customer", String.class), row.get("seller", String.class), treatment(row)),
                        money(row, "credited_minor"),
                        money(row, "refunded_minor"),
                        money(row, "returned_minor")))
                .toList();
    }

    /**
     * Invoices of no subscription that somebody did not write by hand, or not of their subscription's customer or currency: nothing says
     * what they bill.
     */
    List<Difference> strange(int most) {
        return differences(entityManager.createNativeQuery(STRANGE, Tuple.class), "document", most);
    }

    /** Void invoices whose lines are not those of the invoices in their place. */
    List<Difference> replaced(int most) {
        return differences(
                entityManager.createNativeQuery(REPLACED, Tuple.class),
                "digest of the lines, and of those of the invoice in its place",
                most);
    }

    private List<Difference> differences(Query query, String about, int most) {
        return rows(query.setMaxResults(most)).stream()
                .map(row -> new Difference(
                        row.get("document", String.class),
                        null,
                        row.get("field", String.class),
                        Objects.toString(row.get("stored")),
                        Objects.toString(row.get("computed")),
                        about))
                .toList();
    }

    /** The numbers of those of some documents that have one. */
    Map<UUID, String> numbersOf(List<UUID> documents) {
        return documents.isEmpty()
                ? Map.of()
                : rows(entityManager.createNativeQuery("""
                                        SELECT id, number FROM invoices WHERE id = ANY (CAST(:ids AS uuid[]))
                                        UNION ALL SELECT id, number FROM credit_notes WHERE id = ANY (CAST(:ids AS uuid[]))""", Tuple.class).setParameter("ids", texts(documents))).stream()
                        .collect(Collectors.toMap(
                                row -> row.get("id", UUID.class), row -> row.get("number", String.class)));
    }

    /**
     * A line of a credit note, with its note's own figures.
     *
     * @param lineId of the invoice; null of a note without lines
     */
    record StoredCredit(
            UUID invoiceId,
            String number,
            Money subtotal,
            Money tax,
            Money total,
            Money refund,
            Money returned,
            @Nullable UUID lineId,
            int position,
            Money lineNet,
            Money lineTax) {}

    /** Credit notes of invoices, in the order of their numbers. */
    List<StoredCredit> credits(List<UUID> invoices) {
        return rows(entityManager.createNativeQuery(CREDITS, Tuple.class).setParameter("invoices", texts(invoices)))
                .stream()
                .map(row -> new StoredCredit(
                        row.get("invoice_id", UUID.class),
                        row.get("number", String.class),
                        money(row, "subtotal_minor"),
                        money(row, "tax_minor"),
                        money(row, "total_minor"),
                        money(row, "refund_minor"),
                        money(row, "returned_minor"),
                        row.get("invoice_line_id", UUID.class),
                        Objects.requireNonNullElse(row.get("position", Integer.class), 0),
                        money(row, "line_net"),
                        money(row, "line_tax")))
                .toList();
    }

    private static List<StoredLine> lines(Query query) {
        return rows(query).stream().map(ProofRepository::line).toList();
    }

    private static StoredLine line(Tuple row) {
        Money amount = money(row, "amount_minor");
        BigDecimal minor = row.get("amount_before", BigDecimal.class);
        BigDecimal before =
                minor == null ? null : minor.movePointLeft(amount.currency().getDefaultFractionDigits());
        return new StoredLine(
                row.get("id", UUID.class),
                row.get("invoice_id", UUID.class),
                row.get("number", String.class),
                row.get("position", Integer.class),
                row.get("written_at", Instant.class),
                row.get("subscription_item_id", UUID.class),
                row.get("charge_id", UUID.class),
                LinePurpose.valueOf(row.get("purpose", String.class).toUpperCase(Locale.ROOT)),
                row.get("sequence", Integer.class),
                new ServicePeriod(day(row, "period_start"), day(row, "period_end")),
                row.get("quantity", BigDecimal.class),
                row.get("unit_amount", BigDecimal.class),
                row.get("precise_amount", BigDecimal.class),
                amount,
                money(row, "discount_minor"),
                row.get("tax_percent", BigDecimal.class),
                money(row, "tax_minor"),
                codes(row, "taxes"),
                new StoredLine.TaxedBy(treatment(row), codes(row, "customer_rates")),
                BilledUsageRepository.name(
                        row.get("bucket", String.class), row.get("kind", String.class), row.get("tier", String.class)),
                before,
                row.get("quantity_before", BigDecimal.class));
    }

    private static @Nullable TaxTreatment treatment(Tuple row) {
        return TREATMENT.convertToEntityAttribute(row.get("tax_treatment", String.class));
    }

    private static List<String> codes(Tuple row, String column) {
        String codes = row.get(column, String.class);
        return codes.isEmpty() ? List.of() : List.of(codes.split(","));
    }

    /** A number of a line's calculation; null where it says none. */
    private static String number(String field) {
        return """
                CASE WHEN l.calculation ->> '%1$s' ~ '^-{0,1}[0-9]{1,40}([.][0-9]{1,40}){0,1}$'
                    THEN CAST(l.calculation ->> '%1$s' AS numeric) END""".formatted(field);
    }

    private static LocalDate day(Tuple row, String column) {
        return row.get(column) instanceof Date date ? date.toLocalDate() : row.get(column, LocalDate.class);
    }

    private static Money money(Tuple row, String column) {
        Number minor = row.get(column, Number.class);
        return new Money(
                minor == null ? 0 : minor.longValue(),
                Currency.getInstance(Objects.toString(row.get("currency")).strip()));
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
    }
}
