package dev.countinghouse.einvoice.domain;

import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where e-invoices go to or come from (BT-34 and BT-49 of EN 16931), written as {@code SCHEME:ID}, as participants of Peppol are. Source of the
 * schemes: Connecting Europe Facility, code list Electronic Address Scheme (EAS), as of EN 16931 1.3.16; of the formats: OpenPeppol,
 * BIS Billing 3.0, release 2026-05, rules PEPPOL-COMMON-R040 to R057.
 *
 * @param scheme of the code list EAS
 * @param id in the scheme: 1 to 128 characters of ASCII without spaces, of an e-mail address 254
 */
public record ElectronicAddress(String scheme, String id) {

    /** What an address has to be, to be told to whoever gave one that is not. */
    public static final String RULE =
            "must be SCHEME:ID, such as 9930:DE123456789, with a scheme of the code list EAS and an id as the scheme has it";

    /** E-mail. */
    private static final String EMAIL = "EM";

    private static final Predicate<String> ID = Pattern.compile("[!-~]{1,128}").asMatchPredicate();
    private static final Predicate<String> MAIL =
            Pattern.compile("(?=[!-~]{3,254}$)[^@]+@[^@]+").asMatchPredicate();

    private static final Set<String> IN_PEPPOL = Set.of(
            ("0002 0007 0009 0060 0088 0096 0097 0106 0130 0135 0142 0151 0183 0184 0188 0190 0191 0192 0195 0196 0198 0199 0200 0201"
                            + " 0204 0208 0209 0210 0211 0216 0218 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910 9913 9914"
                            + " 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937"
                            + " 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959")
                    .split(" "));

    private static final Set<String> ELSEWHERE =
            Set.of("0037 0147 0154 0158 0170 0177 0193 0194 0202 0203 0205 0212 0213 0215 0217 0219 0220 AN AQ AS AU EM"
                    .split(" "));

    /** Since EN 16931 1.3.16. */
    private static final Set<String> NEW = Set.of("0242", "0245", "0246", "0248");

    public ElectronicAddress {
        if (!(IN_PEPPOL.contains(scheme) || ELSEWHERE.contains(scheme))
                || !rule(scheme).test(id)) {
            throw new IllegalArgumentException(RULE);
        }
    }

    /** The address that a text is; empty when it is none. */
    public static Optional<ElectronicAddress> of(String text) {
        int colon = text.indexOf(':');
        try {
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new ElectronicAddress(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The one of an e-mail address; empty where that is not written in ASCII. */
    public static Optional<ElectronicAddress> ofEmail(String email) {
        return of(EMAIL + ":" + email);
    }

    /** Whether XRechnung 3.0.2 knows its scheme: it reads the code list of EN 16931 1.3.15. */
    public boolean isInXRechnung() {
        return !NEW.contains(scheme);
    }

    /** Whether an access point of Peppol takes it. */
    public boolean isInPeppol() {
        return IN_PEPPOL.contains(scheme);
    }

    private static Predicate<String> rule(String scheme) {
        return switch (scheme) {
            case "0007" -> digits(10).and(CheckDigits::luhn);
            case "0088" -> Pattern.compile("[0-9]{8,14}").asMatchPredicate().and(CheckDigits::gs1);
            case "0096" -> digits(10);
            case "0106" -> digits(8);
            case "0151" -> digits(11).and(CheckDigits::australia);
            case "0184" -> Pattern.compile("(DK)?[0-9]{8}").asMatchPredicate();
            case "0190" -> digits(20);
            case "0192" -> digits(9).and(CheckDigits::norway);
            case "0198" -> Pattern.compile("DK[0-9]{8}").asMatchPredicate();
            case "0201" -> Pattern.compile("[A-Za-z0-9]{6}").asMatchPredicate();
            case "0208" -> digits(10).and(CheckDigits::belgium);
            case "0217" -> digits(12);
            case "9944" -> Pattern.compile("NL[0-9]{9}B[0-9]{2}").asMatchPredicate();
            case EMAIL -> MAIL;
            default -> ID;
        };
    }

    private static Predicate<String> digits(int length) {
        return id -> id.length() == length && id.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** As it is written. */
    @Override
    public String toString() {
        return scheme + ":" + id;
    }
}
