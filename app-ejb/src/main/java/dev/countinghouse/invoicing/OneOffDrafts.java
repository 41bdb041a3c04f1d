package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.AddOnView;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customer.CustomerBook;
import dev.countinghouse.customer.CustomerView;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.domain.InvoiceAmounts;
import dev.countinghouse.legalentity.LegalEntityBook;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Invoices of lines that somebody writes by hand, before and after they are written. Joins the transaction of whoever writes them. */
@ApplicationScoped
class OneOffDrafts {

    @Inject
    CustomerBook customers;

    @Inject
    Catalog catalog;

    @Inject
    PartyBook parties;

    @Inject
    LegalEntityBook legalEntities;

    @Inject
    InvoiceRepository invoices;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /** One that is written by now. */
    InvoiceView written(InvoiceDraft draft) {
        UUID id = draft.id();
        Invoice written = invoices.require(id);
        InvoiceView view = written.view(invoices.lines(List.of(id)).stream()
                .map(line -> line.view(written.ofLines()))
                .toList());
        audit.record( // without what the lines say: it is somebody's own text
                "invoice.create",
                id,
                null,
                Map.of(
                        "number",
                        view.number(),
                        "customer_id",
                        draft.customerId(),
                        "lines",
                        draft.lines().size(),
                        "total",
                        view.total()));
        return view;
    }

    /**
     * One dated today in the customer's zone.
     *
     * @throws BillingException VALIDATION_FAILED when the customer, an add-on, a tax rate or the legal entity is unknown, or the lines come to less than zero or to
     *     more than 10¹²
     */
    InvoiceDraft of(NewOneOffInvoice wanted) {
        return of(wanted, clock.instant(), UnaryOperator.identity());
    }

    /** One that sells credits, dated at an instant: what they will pay for is supplied and taxed when they do. */
    InvoiceDraft ofSale(NewOneOffInvoice wanted, Instant at) {
        return of(wanted, at, Parties::ofNoSupply);
    }

    private InvoiceDraft of(NewOneOffInvoice wanted, Instant now, UnaryOperator<Parties> treated) {
        CustomerView customer = customers.byId(Set.of(wanted.customerId())).get(wanted.customerId());
        Parties found = between(wanted);
        if (customer == null || found == null) {
            throw BillingException.invalid("customer_id", "unknown", "is no customer of ours");
        }
        Parties between = treated.apply(found);
        Currency currency = Currency.getInstance(Objects.requireNonNullElse(wanted.currency(), customer.currency()));
        ZoneId zone = ZoneId.of(customer.timeZone());
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<LineDraft> lines = between.taxed(oneOff(wanted, currency, today).of(wanted.lines()));
        return new InvoiceDraft(
                Ids.next(),
                between,
                null,
                currency,
                zone,
                now,
                new ServicePeriod(today, today),
                lines,
                amounts(currency, lines),
                List.of());
    }

    private OneOffLines oneOff(NewOneOffInvoice wanted, Currency currency, LocalDate today) {
        Map<String, AddOnView> addOns = catalog.addOns(wanted.lines().stream()
                .map(NewOneOffInvoice.Line::addOn)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Set<String> rates = Stream.concat(
                        wanted.lines().stream().map(NewOneOffInvoice.Line::taxRates),
                        addOns.values().stream().map(AddOnView::taxRates))
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return new OneOffLines(currency, today, addOns, catalog.taxRates(rates));
    }

    private @Nullable Parties between(NewOneOffInvoice wanted) {
        String legalEntity = wanted.legalEntity();
        if (legalEntity == null) {
            return parties.of(wanted.customerId());
        }
        legalEntities.requireOpen("legal_entity", legalEntity);
        return parties.of(wanted.customerId(), legalEntity);
    }

    private static InvoiceAmounts amounts(Currency currency, List<LineDraft> lines) {
        InvoiceAmounts amounts = InvoiceDraft.amounts(currency, lines);
        if (OneOffLines.isTooLarge(amounts.total().toDecimal())) {
            throw BillingException.invalid("lines", "too_large", "come to more than a million million");
        }
        if (amounts.total().signum() < 0) {
            throw BillingException.invalid(
                    "lines",
                    "below_zero",
                    "come to %s: what goes back to the customer is a credit note".formatted(amounts.total()));
        }
        return amounts;
    }
}
