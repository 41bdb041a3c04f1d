package dev.countinghouse.identity;

import dev.countinghouse.problem.BillingException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a new password must be (NIST SP 800-63B-4): 15 to 256 characters, none of the passwords that attackers try first, and
 * nothing that is known about its owner. No demands on kinds of characters, and no end to its life.
 */
public final class PasswordRules {

    /** Fewer characters are refused. */
    public static final int LENGTH_MIN = 15;

    /** More characters are refused. */
    public static final int LENGTH_MAX = 256;

    private static final String PRODUCT = "countinghouse";
    private static final int KNOWN_LENGTH_MIN = 4; // shorter names are in too many good passwords
    private static final int SURPRISES_MIN = 8;
    private static final Pattern PADDING = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]");
    private static final List<String> KEYS =
            List.of("abcdefghijklmnopqrstuvwxyz", "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm");

    private PasswordRules() {}

    /**
     * Refuses a password that is easily guessed.
     *
     * @param field its name in the request
     * @param email of its owner
     * @param names of the owner and his company, as far as they are known
     * @throws BillingException VALIDATION_FAILED
     */
    public static void check(String field, String password, String email, String... names) {
        weakness(password, email, names).ifPresent(weakness -> {
            throw BillingException.invalid(field, "password_weak", weakness);
        });
    }

    /** Why a password is refused; empty when it is not. */
    static Optional<String> weakness(String password, String email, String... names) {
        int length = password.codePointCount(0, password.length());
        if (length < LENGTH_MIN || length > LENGTH_MAX) {
            return Optional.of("must be 15 to 256 characters");
        }
        String plain = Normalizer.normalize(password, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        if (isCommon(plain)) {
            return Optional.of("is one of the passwords that are tried first");
        }
        if (surprises(plain) < SURPRISES_MIN) {
            return Optional.of("repeats itself or follows the alphabet or the keyboard");
        }
        return known(plain, email, names)
                ? Optional.of("must not contain your address, name, company or this product's name")
                : Optional.empty();
    }

    private static boolean isCommon(String plain) {
        return CommonPasswords.contains(plain)
                || CommonPasswords.contains(PADDING.matcher(plain).replaceAll(""));
    }

    /** Characters that do not follow from those before: a repeated half, a run of one key, the alphabet and keyboard rows do. */
    private static int surprises(String plain) {
        String unit = unit(plain);
        int surprises = 1;
        for (int i = 1; i < unit.length(); i++) {
            if (!follows(unit.charAt(i - 1), unit.charAt(i))) {
                surprises++;
            }
        }
        return surprises;
    }

    /** The shortest text that the password is a repetition of; itself when it repeats nothing. */
    private static String unit(String plain) {
        int at = (plain + plain).indexOf(plain, 1);
        return plain.substring(0, at);
    }

    private static boolean follows(char before, char next) {
        return before == next
                || KEYS.stream().anyMatch(row -> {
                    int one = row.indexOf(before);
                    int two = row.indexOf(next);
                    return one >= 0 && two >= 0 && Math.abs(one - two) == 1;
                });
    }

    private static boolean known(String plain, String email, String... names) {
        String joined = NO_LETTER_OR_DIGIT.matcher(plain).replaceAll("");
        int at = email.lastIndexOf('@');
        String local = at < 0 ? email : email.substring(0, at);
        return Stream.concat(Stream.of(PRODUCT, local), Stream.of(names))
                .map(name -> NO_LETTER_OR_DIGIT
                        .matcher(
                                Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT))
                        .replaceAll(""))
                .anyMatch(name -> name.length() >= KNOWN_LENGTH_MIN && joined.contains(name));
    }
}
