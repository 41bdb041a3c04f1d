package dev.countinghouse.invoicing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;

/** The numbers of documents, as they are proved: each series by itself, and the order of all invoices. */
@ApplicationScoped
class NumberProofRepository {

    private static final String NUMBERS = """
            WITH documents AS (
                SELECT series, sequence, number FROM invoices
                UNION ALL SELECT series, sequence, number FROM credit_notes),
            named AS (
                SELECT d.series, d.sequence, d.number, n.prefix || '-' || lpad(CAST(d.sequence AS text),
                        greatest(6, length(CAST(d.sequence AS text))), '0') AS expected,
                    lag(d.sequence, 1, CAST(0 AS bigint)) OVER (PARTITION BY d.series ORDER BY d.sequence) + 1 AS next
                FROM documents d JOIN number_series n ON n.code = d.series),
            ordered AS (
                SELECT number, coalesce(ordinal, sequence) AS ordinal, row_number() OVER (ORDER BY coalesce(ordinal, sequence)) AS place
                FROM invoices)
            SELECT number AS document, 'number' AS field, number AS stored, expected AS computed FROM named WHERE number <> expected
            UNION ALL
            SELECT number, 'sequence', CAST(sequence AS text), CAST(next AS text) FROM named WHERE sequence <> next
            UNION ALL
            SELECT number, 'ordinal', CAST(ordinal AS text), CAST(place AS text) FROM ordered WHERE ordinal <> place
            UNION ALL
            SELECT n.prefix, 'next_number', CAST(n.next_number AS text),
                CAST(coalesce((SELECT max(d.sequence) FROM documents d WHERE d.series = n.code), 0) + 1 AS text)
            FROM number_series n WHERE n.next_number <>
                coalesce((SELECT max(d.sequence) FROM documents d WHERE d.series = n.code), 0) + 1
            UNION ALL
            SELECT n.prefix, 'written', CAST(n.written AS text), CAST((SELECT count(*) FROM invoices) AS text)
            FROM number_series n WHERE n.code = 'default' AND n.written <> (SELECT count(*) FROM invoices)
            UNION ALL
            SELECT n.number, 'legal_entity', coalesce(n.legal_entity, 'none'), coalesce(i.legal_entity, 'none')
            FROM credit_notes n JOIN invoices i ON i.id = n.invoice_id WHERE n.legal_entity IS DISTINCT FROM i.legal_entity
            ORDER BY 1, 2""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Numbers that are not what their series says, gaps, and credit notes of another legal entity than their invoices. */
    List<Difference> numbers(int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(NUMBERS, Tuple.class)
                .setMaxResults(most)
                .getResultList();
        return rows.stream()
                .map(row -> new Difference(
                        row.get("document", String.class),
                        null,
                        row.get("field", String.class),
                        row.get("stored", String.class),
                        row.get("computed", String.class),
                        "series of numbers"))
                .toList();
    }
}
