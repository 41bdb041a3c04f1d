package dev.countinghouse.einvoice.domain;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers of bank accounts. Source: ISO 13616-1, check digits by ISO/IEC 7064, MOD 97-10. */
public final class Iban {

    private static final Pattern FORMAT = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}");
    private static final int HEAD = 4;
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private Iban() {}

    /** Whether a text without spaces is one, by its format and check digits; not whether there is such an account. */
    public static boolean isValid(String text) {
        if (!FORMAT.matcher(text).matches()) {
            return false;
        }
        StringBuilder digits = new StringBuilder();
        (text.substring(HEAD) + text.substring(0, HEAD))
                .chars()
                .forEach(c -> digits.append(Character.getNumericValue(c)));
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }
}
