package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.database.CopyRows;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.NumberSeriesRepository.Number;
import dev.countinghouse.invoicing.NumberSeriesRepository.Place;
import dev.countinghouse.json.Json;
import dev.countinghouse.ledger.domain.Deferral;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.Session;

/** Writes finalized invoices, all of a transaction at once. */
@ApplicationScoped
class InvoiceInsertRepository {

    private static final int LINES_EACH = 4; // about

    private static final TaxTreatmentText TREATMENT = new TaxTreatmentText();

    private static final String INVOICE =
            "id, series, sequence, number, customer_id, subscription_id, customer, currency, time_zone,"
                    + " period_start, period_end, issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status, seller, applied_minor, wallet_minor, tax_treatment, discount_minor, coupons, legal_entity, ordinal, child_customer_id, deferred_from, deferred_through";

    private static final String LINE =
            "id, invoice_id, position, subscription_item_id, charge_id, metric, description, purpose,"
                    + " sequence, period, period_start, period_end, quantity, unit_amount, precise_amount, amount_minor, tax_percent,"
                    + " tax_minor, calculation, bucket, tax_rates, discount_minor";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Writes invoices with their lines.
     *
     * @param prepaid what each is settled from
     * @param deferrals what of each is not earned yet
     * @param places as many as drafts, in their order
     */
    void insert(
            List<InvoiceDraft> drafts, List<Prepaid> prepaid, List<Optional<Deferral>> deferrals, List<Place> places) {
        CopyRows invoices = new CopyRows("invoices", INVOICE, drafts.size());
        CopyRows lines = new CopyRows("invoice_lines", LINE, LINES_EACH * drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            addInvoice(invoices, drafts.get(i), prepaid.get(i), deferrals.get(i), places.get(i));
            addLines(lines, drafts.get(i));
        }
        entityManager.unwrap(Session.class).doWork(connection -> {
            invoices.write(connection);
            lines.write(connection);
        });
    }

    private static void addInvoice(
            CopyRows rows, InvoiceDraft draft, Prepaid prepaid, Optional<Deferral> deferral, Place place) {
        Number number = place.number();
        rows.add(
                draft.id(),
                number == null ? null : number.series(),
                number == null ? null : number.sequence(),
                number == null ? null : number.text(),
                draft.customerId(),
                draft.subscriptionId(),
                InvoiceJson.customer(draft.parties().customer()),
                draft.currency().getCurrencyCode(),
                draft.zone().getId(),
                draft.period().start(),
                draft.period().end(),
                draft.issuedOn(),
                draft.dueOn(),
                draft.subtotal().minor(),
                draft.tax().minor(),
                draft.total().minor(),
                InvoiceJson.taxes(draft),
                draft.at(),
                number == null ? "skipped" : status(draft, prepaid),
                draft.parties().terms().seller(),
                prepaid.applied().minor(),
                prepaid.wallets().amount().minor(),
                TREATMENT.convertToDatabaseColumn(draft.parties().treatment()),
                draft.discount().minor(),
                draft.coupons().isEmpty() ? null : Json.write(draft.coupons()),
                place.legalEntity(),
                place.ordinal(),
                draft.childId(),
                deferral.map(Deferral::from).orElse(null),
                deferral.map(Deferral::through).orElse(null));
    }

    private static String status(InvoiceDraft draft, Prepaid prepaid) {
        return draft.total().equals(prepaid.amount()) ? "paid" : "finalized";
    }

    private static void addLines(CopyRows rows, InvoiceDraft draft) {
        List<Money> taxes = draft.lineTaxes();
        List<Money> discounts = draft.lineDiscounts();
        int all = draft.taxes().size();
        for (int i = 0; i < draft.lines().size(); i++) {
            LineDraft line = draft.lines().get(i);
            rows.add(
                    Ids.next(),
                    draft.id(),
                    i + 1,
                    line.itemId(),
                    line.chargeId(),
                    line.metric(),
                    line.description(),
                    new InvoiceLine.PurposeText().convertToDatabaseColumn(line.purpose()),
                    line.sequence(),
                    "[%s,%s)"
                            .formatted(
                                    line.period().from(draft.zone()),
                                    line.period().to(draft.zone())),
                    line.period().start(),
                    line.period().end(),
                    line.quantity(),
                    line.unitAmount(),
                    line.preciseAmount(),
                    line.amount().minor(),
                    line.taxPercent(),
                    taxes.get(i).minor(),
                    Json.write(line.calculation()),
                    line.bucket(),
                    line.taxes().size() == all ? null : codes(line.taxes()),
                    discounts.get(i).minor());
        }
    }

    /** As PostgreSQL reads an array. Source: its documentation, Arrays, "Array Input and Output Syntax". */
    private static String codes(List<TaxRateView> rates) {
        return rates.stream()
                .map(rate -> '"' + rate.code().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
