package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.TaxRateView;
import dev.countinghouse.invoicing.ProofRepository.StoredInvoice;
import dev.countinghouse.invoicing.ProofRepository.StoredParties;
import dev.countinghouse.money.Money;
import dev.countinghouse.tax.domain.TaxTreatment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an invoice says of its taxes, against who it is between: whatever was changed is named. */
class TaxProofTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Map<String, TaxRateView> RATES =
            Map.of("vat", rate("vat", "20", null), "mwst", rate("mwst", "19", "DE"));

    private static TaxRateView rate(String code, String percent, @Nullable String country) {
        TaxRateView rate = Samples.tax(code, percent);
        return new TaxRateView(
                rate.id(), null, code, "VAT", rate.percent(), country, Map.of(), 0, rate.createdAt(), Instant.EPOCH);
    }

    private static StoredLine line(
            LinePurpose purpose, @Nullable TaxTreatment treatment, String percent, List<String> codes) {
        return new StoredLine(
                UUID.randomUUID(),
                Samples.id(1),
                "A-1",
                1,
                Instant.EPOCH,
                null,
                null,
                purpose,
                0,
                Samples.period("2023-06-01/2023-07-01"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                new Money(100, EUR),
                Money.zero(EUR),
                new BigDecimal(percent),
                Money.zero(EUR),
                codes,
                new StoredLine.TaxedBy(treatment, List.of()),
                "units//",
                null,
                null);
    }

    @ParameterizedTest(name = "{0} to {1}, {2} {3}: {4}")
    @CsvSource(nullValues = "-", textBlock = """
        -,              FR,             vat,      20, -
        DOMESTIC,       FR,             vat,      20, -
        DOMESTIC,       FR,             vat,      19, tax_percent 19/20
        DESTINATION,    DE,             mwst,     19, -
        DESTINATION,    DE,             vat,      20, tax_rates vat/the rate of DE
        DESTINATION,    DE,             vat mwst, 39, 'tax_rates vat, mwst/the rate of DE'
        DESTINATION,    DE,             '',       0,  tax_rates none/the rate of DE
        REVERSE_CHARGE, DE DE136695976, '',       0,  -
        REVERSE_CHARGE, DE DE136695976, vat,      20, tax_rates vat/none
        REVERSE_CHARGE, DE DE136695978, '',       0,  customer.vat_id_valid true/no VAT id of DE
        REVERSE_CHARGE, FR FR40303265045, '',     0,  tax_treatment reverse_charge/domestic
        REVERSE_CHARGE, DE,             '',       0,  tax_treatment reverse_charge/destination
        REVERSE_CHARGE, US,             '',       0,  tax_treatment reverse_charge/outside
        OUTSIDE,        US,             '',       0,  -
        OUTSIDE,        '',             '',       0,  tax_treatment outside/nothing: the customer has no country
        -,              US,             vat,      20, tax_treatment none/outside
        EXEMPT,         US,             '',       0,  tax_treatment exempt/outside
        """)
    void theTreatmentAndTheRatesAreThoseOfTheParties(
            @Nullable TaxTreatment treatment,
            String customer,
            String codes,
            String percent,
            @Nullable String difference) {
        boolean byUnion = treatment != null || !customer.equals("FR");
        String[] parts = customer.split(" ");
        String vatId = parts.length > 1 ? ", \"vat_id\": \"" + parts[1] + "\", \"vat_id_valid\": true" : "";
        String country = parts[0].isEmpty() ? "" : ", \"country\": \"" + parts[0] + "\"";
        StoredParties parties = new StoredParties(
                "{\"name\": \"Anna\"" + country + vatId + "}",
                "{\"legal_name\": \"S\", \"country\": \"FR\", \"eu_vat\": " + byUnion + "}",
                treatment);
        List<String> named = codes.isEmpty() ? List.of() : List.of(codes.split(" "));
        assertThat(found(parties, line(LinePurpose.REGULAR, treatment, percent, named)))
                .isEqualTo(difference == null ? List.of() : List.of(difference));
    }

    @ParameterizedTest(name = "by hand, {0}, {1}: {2} differences")
    @CsvSource({"DESTINATION, '', 0", "DESTINATION, mwst, 0", "DESTINATION, vat, 1", "OUTSIDE, '', 0", "OUTSIDE, vat, 1"
    })
    void aLineByHandMayBeUntaxed(TaxTreatment treatment, String code, int differences) {
        StoredParties parties = new StoredParties(
                "{\"name\": \"Anna\", \"country\": \"" + (treatment == TaxTreatment.OUTSIDE ? "US" : "DE") + "\"}",
                "{\"legal_name\": \"S\", \"country\": \"FR\", \"eu_vat\": true}",
                treatment);
        String percent = code.isEmpty()
                ? "0"
                : Objects.requireNonNull(RATES.get(code)).percent().toPlainString();
        assertThat(found(
                        parties,
                        line(LinePurpose.ONE_OFF, treatment, percent, code.isEmpty() ? List.of() : List.of(code))))
                .hasSize(differences);
    }

    private static List<String> found(StoredParties parties, StoredLine line) {
        Findings findings = new Findings();
        Money nothing = Money.zero(EUR);
        new TaxProof(findings, RATES)
                .prove(
                        new StoredInvoice(
                                line.invoiceId(),
                                "A-1",
                                nothing,
                                nothing,
                                nothing,
                                "[]",
                                parties,
                                nothing,
                                nothing,
                                nothing),
                        List.of(line));
        return findings.named().stream()
                .map(difference -> difference.field() + " " + difference.stored() + "/" + difference.computed())
                .toList();
    }
}
