package dev.countinghouse.invoicing;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.NumberSeriesRepository.Number;
import dev.countinghouse.ledger.domain.Deferral;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes an invoice in place of a void one: what it bills is copied as it stands. */
@ApplicationScoped
class ReplacementRepository {

    private static final TaxTreatmentText TREATMENT = new TaxTreatmentText();

    private static final String INVOICE = """
            INSERT INTO invoices (id, series, sequence, number, customer_id, subscription_id, customer, currency, time_zone, period_start,
                period_end, issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status, seller, generation,
                replaces_id, applied_minor, wallet_minor, tax_treatment, discount_minor, coupons, legal_entity, ordinal, child_customer_id,
                deferred_from, deferred_through)
            SELECT :id, :series, :sequence, :number, customer_id, subscription_id, CAST(:customer AS jsonb), currency, time_zone,
                period_start, period_end, CAST(:issued AS date), CAST(:due AS date), subtotal_minor, tax_minor, total_minor, taxes,
                CAST(:at AS timestamptz), CASE WHEN total_minor = :applied + :wallet THEN 'paid' ELSE 'finalized' END, CAST(:seller AS jsonb),
                generation + 1, id, :applied, :wallet, CAST(:treatment AS varchar),
                discount_minor, coupons, CAST(:entity AS varchar), :ordinal, child_customer_id,
                CAST(:from AS date), CAST(:through AS date)
            FROM invoices WHERE id = :old""";

    private static final String LINES = """
            INSERT INTO invoice_lines (id, invoice_id, position, subscription_item_id, charge_id, metric, description, purpose, bucket,
                sequence, period, period_start, period_end, quantity, unit_amount, precise_amount, amount_minor, tax_percent, tax_minor,
                calculation, tax_rates, discount_minor, generation)
            SELECT n.id, :id, l.position, l.subscription_item_id, l.charge_id, l.metric, l.description, l.purpose, l.bucket, l.sequence,
                l.period, l.period_start, l.period_end, l.quantity, l.unit_amount, l.precise_amount, l.amount_minor, l.tax_percent,
                l.tax_minor, l.calculation, l.tax_rates, l.discount_minor, l.generation + 1
            FROM invoice_lines l JOIN unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS n (id, position) ON n.position = l.position
            WHERE l.invoice_id = :old""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * What is its own of a replacement.
     *
     * @param ordinal its place among all invoices of the tenant
     * @param parties who it is between, as they are now
     * @param prepaid what it is settled from
     * @param deferral what of it is not earned yet
     */
    record Replacement(
            UUID id,
            Number number,
            long ordinal,
            Parties parties,
            Instant at,
            LocalDate issuedOn,
            LocalDate dueOn,
            Prepaid prepaid,
            Optional<Deferral> deferral) {}

    /** @param lines how many the void one has */
    void write(UUID voidId, Replacement replacement, int lines) {
        entityManager
                .createNativeQuery(INVOICE)
                .setParameter("id", replacement.id())
                .setParameter("series", replacement.number().series())
                .setParameter("sequence", replacement.number().sequence())
                .setParameter("number", replacement.number().text())
                .setParameter("entity", replacement.number().legalEntity())
                .setParameter("ordinal", replacement.ordinal())
                .setParameter(
                        "customer", InvoiceJson.customer(replacement.parties().customer()))
                .setParameter("issued", replacement.issuedOn())
                .setParameter("due", replacement.dueOn())
                .setParameter("at", replacement.at())
                .setParameter("seller", replacement.parties().terms().seller())
                .setParameter(
                        "treatment",
                        TREATMENT.convertToDatabaseColumn(replacement.parties().treatment()))
                .setParameter("applied", replacement.prepaid().applied().minor())
                .setParameter("wallet", replacement.prepaid().wallets().amount().minor())
                .setParameter("from", replacement.deferral().map(Deferral::from).orElse(null))
                .setParameter(
                        "through", replacement.deferral().map(Deferral::through).orElse(null))
                .setParameter("old", voidId)
                .executeUpdate();
        entityManager
                .createNativeQuery(LINES)
                .setParameter("id", replacement.id())
                .setParameter(
                        "ids",
                        Stream.generate(Ids::next)
                                .limit(lines)
                                .map(UUID::toString)
                                .toArray(String[]::new))
                .setParameter("old", voidId)
                .executeUpdate();
    }
}
