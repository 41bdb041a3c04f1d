package dev.countinghouse.invoicing;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.NumberSeriesRepository.Numbers;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.Session;

/** Inserts finalized invoices: many in a few batches. */
@ApplicationScoped
class InvoiceInsertRepository {

    private static final String INVOICE = """
            INSERT INTO invoices (id, series, sequence, number, customer_id, subscription_id, customer, currency, time_zone,
                period_start, period_end, issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status,
                seller)
            VALUES (?, ?, ?, ?, ?, ?, CAST(? AS jsonb), ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS timestamptz), ?,
                CAST(? AS jsonb))""";

    private static final String LINE = """
            INSERT INTO invoice_lines (id, invoice_id, position, subscription_item_id, charge_id, metric, description, purpose,
                sequence, period, period_start, period_end, quantity, unit_amount, precise_amount, amount_minor, tax_percent,
                tax_minor, calculation, bucket, tax_rates)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, tstzrange(CAST(? AS timestamptz), CAST(? AS timestamptz)), ?, ?, ?, ?, ?, ?, ?, ?,
                CAST(? AS jsonb), ?, ?)""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Inserts invoices with their lines.
     *
     * @param numbers as many as drafts, given in their order
     * @param customers of the drafts
     * @param terms of the tenant
     */
    void insert(List<InvoiceDraft> drafts, Numbers numbers, Map<UUID, CustomerView> customers, IssuingTerms terms) {
        entityManager.unwrap(Session.class).doWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INVOICE)) {
                for (int i = 0; i < drafts.size(); i++) {
                    bindInvoice(insert, drafts.get(i), numbers, i);
                    bindTerms(insert, drafts.get(i), customers, terms);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            insertLines(connection, drafts);
        });
    }

    private static void bindInvoice(PreparedStatement insert, InvoiceDraft draft, Numbers numbers, int index)
            throws SQLException {
        insert.setObject(1, draft.id());
        insert.setString(2, numbers.series());
        insert.setLong(3, numbers.sequence(index));
        insert.setString(4, numbers.number(index));
        insert.setObject(5, draft.customerId());
        insert.setObject(6, draft.subscriptionId());
        insert.setString(8, draft.currency().getCurrencyCode());
        insert.setString(9, draft.zone().getId());
        insert.setObject(10, draft.period().start());
        insert.setObject(11, draft.period().end());
        insert.setLong(14, draft.subtotal().minor());
        insert.setLong(15, draft.tax().minor());
        insert.setLong(16, draft.total().minor());
    }

    private static void bindTerms(
            PreparedStatement insert, InvoiceDraft draft, Map<UUID, CustomerView> customers, IssuingTerms terms)
            throws SQLException {
        LocalDate issued = draft.issuedOn();
        insert.setString(
                7, InvoiceJson.customer(Objects.requireNonNull(customers.get(draft.customerId())), terms.locale()));
        insert.setObject(12, issued);
        insert.setObject(13, issued.plusDays(terms.netTermsDays()));
        insert.setString(17, InvoiceJson.taxes(draft));
        insert.setString(18, draft.at().toString());
        insert.setString(19, draft.total().minor() == 0 ? "paid" : "finalized");
        insert.setString(20, terms.seller());
    }

    private static void insertLines(Connection connection, List<InvoiceDraft> drafts) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(LINE)) {
            for (InvoiceDraft draft : drafts) {
                List<Money> taxes = draft.lineTaxes();
                int all = draft.taxes().size();
                for (int i = 0; i < draft.lines().size(); i++) {
                    LineDraft line = draft.lines().get(i);
                    bindLine(insert, draft, i);
                    insert.setBigDecimal(18, line.taxPercent());
                    insert.setLong(19, taxes.get(i).minor());
                    insert.setArray(22, line.taxes().size() == all ? null : codes(connection, line.taxes()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static Array codes(Connection connection, List<TaxRateView> rates) throws SQLException {
        return connection.createArrayOf(
                "varchar", rates.stream().map(TaxRateView::code).toArray());
    }

    private static void bindLine(PreparedStatement insert, InvoiceDraft draft, int index) throws SQLException {
        LineDraft line = draft.lines().get(index);
        insert.setObject(1, Ids.next());
        insert.setObject(2, draft.id());
        insert.setInt(3, index + 1);
        insert.setObject(4, line.itemId());
        insert.setObject(5, line.chargeId());
        insert.setString(6, line.metric());
        insert.setString(7, line.description());
        insert.setString(8, new InvoiceLine.PurposeText().convertToDatabaseColumn(line.purpose()));
        insert.setInt(9, line.sequence());
        insert.setString(10, line.period().from(draft.zone()).toString());
        insert.setString(11, line.period().to(draft.zone()).toString());
        insert.setObject(12, line.period().start());
        insert.setObject(13, line.period().end());
        insert.setBigDecimal(14, line.quantity());
        insert.setBigDecimal(15, line.unitAmount());
        insert.setBigDecimal(16, line.preciseAmount());
        insert.setLong(17, line.amount().minor());
        insert.setString(20, Json.write(line.calculation()));
        insert.setString(21, line.bucket());
    }
}
