package dev.countinghouse.tax.domain;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What VAT ids of a member state look like. Source of the formats: European Commission, VIES, "What is the format of a VAT number?";
 * of the check digits: what the states publish, as collected in "VIES VAT number validation algorithms" of the Commission.
 */
public enum VatIdRule {
    AT("U\\d{8}", VatIdDigits::austria),
    BE("[01]\\d{9}", VatIdDigits::belgium),
    BG("\\d{9,10}", VatIdDigits::bulgaria),
    CY("(?!12)\\d{8}[A-Z]", VatIdDigits::cyprus),
    CZ("\\d{8,10}", VatIdDigits::czechia),
    DE("[1-9]\\d{8}", VatIdDigits::mod11And10),
    DK("[1-9]\\d{7}", id -> VatIdDigits.weighted(id, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
    EE("\\d{9}", id -> VatIdDigits.weighted(id, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0),
    ES("[0-9A-Z]\\d{7}[0-9A-Z]", VatIdDigits::spain),
    FI("\\d{8}", id -> VatIdDigits.weighted(id, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
    FR("[0-9A-HJ-NP-Z]{2}\\d{9}", VatIdDigits::france),
    /** Greece, by letters of its own. */
    GR("EL", "\\d{9}", id -> VatIdDigits.weighted(id, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == VatIdDigits.last(id)),
    HR("\\d{11}", VatIdDigits::mod11And10),
    HU("\\d{8}", id -> VatIdDigits.weighted(id, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0),
    IE("\\d[0-9A-Z]\\d{5}[A-W][A-I]?", VatIdDigits::ireland),
    IT("\\d{11}", VatIdDigits::italy),
    LT("\\d{7}1\\d|\\d{10}1\\d", VatIdDigits::lithuania),
    LU("\\d{8}", id -> Integer.parseInt(id.substring(0, 6)) % 89 == Integer.parseInt(id.substring(6))),
    LV("\\d{11}", VatIdDigits::latvia),
    MT("[1-9]\\d{7}", id -> VatIdDigits.weighted(id, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0),
    NL("\\d{9}B\\d{2}", VatIdDigits::netherlands),
    PL("\\d{10}", id -> VatIdDigits.weighted(id, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == VatIdDigits.last(id)),
    PT(
            "[1-9]\\d{8}",
            id -> (11 - VatIdDigits.weighted(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == VatIdDigits.last(id)),
    RO("[1-9]\\d{1,9}", VatIdDigits::romania),
    SE("\\d{10}(0[1-9]|[1-8]\\d|9[0-4])", id -> VatIdDigits.luhn(id.substring(0, 10))),
    SI("[1-9]\\d{7}", VatIdDigits::slovenia),
    SK("[1-9]\\d[2-47-9]\\d{7}", id -> Long.parseLong(id) % 11 == 0);

    private final String letters;
    private final Pattern format;
    private final Predicate<String> digits;

    VatIdRule(String format, Predicate<String> digits) {
        this.letters = name();
        this.format = Pattern.compile(format);
        this.digits = digits;
    }

    VatIdRule(String letters, String format, Predicate<String> digits) {
        this.letters = letters;
        this.format = Pattern.compile(format);
        this.digits = digits;
    }

    /**
     * The rule of a country; none outside of the Union.
     *
     * @param country ISO 3166 code
     */
    public static Optional<VatIdRule> of(String country) {
        return TaxTreatment.isInUnion(country) ? Optional.of(valueOf(TaxTreatment.stateOf(country))) : Optional.empty();
    }

    /** Whether a VAT id begins with the country's letters, has the format, and its check digits are right. */
    public boolean holds(String vatId) {
        if (!vatId.startsWith(letters)) {
            return false;
        }
        String own = vatId.substring(letters.length());
        return format.matcher(own).matches() && digits.test(own);
    }
}
