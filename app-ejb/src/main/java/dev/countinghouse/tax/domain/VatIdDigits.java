package dev.countinghouse.tax.domain;

import java.math.BigInteger;
import java.util.stream.IntStream;

/** Check digits of VAT ids, without the country's letters, where the format holds. */
final class VatIdDigits {

    private static final String CONTROL_ES = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String LETTERS_FR = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String CONTROL_IE = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final int[] ODD_CY = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private VatIdDigits() {}

    /** The sum of the first digits, each times its weight. */
    static int weighted(String id, int... weights) {
        return IntStream.range(0, weights.length)
                .map(i -> weights[i] * digit(id, i))
                .sum();
    }

    static int last(String id) {
        return digit(id, id.length() - 1);
    }

    private static int digit(String id, int index) {
        return id.charAt(index) - '0';
    }

    /** Source: ISO/IEC 7812-1, annex B. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digit(digits, digits.length() - 1 - i);
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled / 10 + doubled % 10;
        }
        return sum % 10 == 0;
    }

    /** Source: ISO/IEC 7064, MOD 11,10. */
    static boolean mod11And10(String id) {
        int check = 10;
        for (int i = 0; i < id.length() - 1; i++) {
            int sum = (check + digit(id, i)) % 10;
            check = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (check + last(id)) % 10 == 1;
    }

    static boolean austria(String id) {
        String digits = id.substring(1);
        int sum = 0;
        for (int i = 0; i < 7; i++) {
            int part = i % 2 == 0 ? digit(digits, i) : 2 * digit(digits, i);
            sum += part / 10 + part % 10;
        }
        return Math.floorMod(6 - sum, 10) == last(digits);
    }

    static boolean belgium(String id) {
        return 97 - Integer.parseInt(id.substring(0, 8)) % 97 == Integer.parseInt(id.substring(8));
    }

    /** Nine digits are a company's; ten a person's, a foreigner's, or another's. */
    static boolean bulgaria(String id) {
        if (id.length() == 9) {
            int check = weighted(id, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
            return (check == 10 ? weighted(id, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10 : check) == last(id);
        }
        boolean person = weighted(id, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == last(id);
        boolean foreigner = weighted(id, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == last(id);
        boolean other = (11 - weighted(id, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == last(id);
        return person || foreigner || other;
    }

    static boolean cyprus(String id) {
        int sum = IntStream.range(0, 8)
                .map(i -> i % 2 == 0 ? ODD_CY[digit(id, i)] : digit(id, i))
                .sum();
        return 'A' + sum % 26 == id.charAt(8);
    }

    /** Eight digits are a company's, nine beginning with a six a person's without a birth number; else it is the birth number. */
    static boolean czechia(String id) {
        if (id.length() == 8) {
            int check = (11 - weighted(id, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
            return id.charAt(0) != '9' && (check == 0 ? 1 : check) % 10 == last(id);
        }
        if (id.length() == 10) {
            long first = Long.parseLong(id.substring(0, 9)) % 11;
            return isBirthday(id) && (first == last(id) || (first == 10 && last(id) == 0));
        }
        if (id.charAt(0) == '6') {
            int check = weighted(id.substring(1), 8, 7, 6, 5, 4, 3, 2) % 11;
            return Math.floorMod(8 - (10 - check) % 11, 10) == last(id);
        }
        return isBirthday(id) && Integer.parseInt(id.substring(0, 2)) < 54; // until 1953 there was no check digit
    }

    /** A woman's month is 50 more, and 20 more where the numbers of a day ran out. */
    private static boolean isBirthday(String id) {
        int month = Integer.parseInt(id.substring(2, 4)) % 50;
        int day = Integer.parseInt(id.substring(4, 6));
        return (month > 20 ? month - 20 : month) >= 1
                && (month > 20 ? month - 20 : month) <= 12
                && day >= 1
                && day <= 31;
    }

    /** Of a Spaniard, of a foreigner, and of a company. */
    static boolean spain(String id) {
        char first = id.charAt(0);
        char control = id.charAt(8);
        if (Character.isDigit(first)) {
            return control(id.substring(0, 8)) == control;
        }
        if ("XYZ".indexOf(first) >= 0) {
            return control("XYZ".indexOf(first) + id.substring(1, 8)) == control;
        }
        if ("KLM".indexOf(first) >= 0) {
            return control(id.substring(1, 8)) == control;
        }
        if ("IOT".indexOf(first) >= 0) {
            return false;
        }
        int check = IntStream.range(0, 10)
                .filter(digit -> luhn(id.substring(1, 8) + digit))
                .findFirst()
                .orElseThrow();
        boolean number = control == '0' + check && "PQRSNW".indexOf(first) < 0;
        boolean letter = control == "JABCDEFGHI".charAt(check) && "ABEH".indexOf(first) < 0;
        return number || letter;
    }

    private static char control(String digits) {
        return CONTROL_ES.charAt(Integer.parseInt(digits) % 23);
    }

    /** The key may have letters; the rest is the company's number, but in Monaco. */
    static boolean france(String id) {
        String siren = id.substring(2);
        if (!siren.startsWith("000") && !luhn(siren)) {
            return false;
        }
        int one = LETTERS_FR.indexOf(id.charAt(0));
        int other = LETTERS_FR.indexOf(id.charAt(1));
        if (one < 10 && other < 10) {
            return Long.parseLong(siren + "12") % 97 == 10L * one + other;
        }
        int key = one < 10 ? 24 * one + other - 10 : 34 * one + other - 100;
        return (Integer.parseInt(siren) + 1 + key / 11) % 11 == key % 11;
    }

    /** Since 2013 a second letter may follow; until then the second place could be one. */
    static boolean ireland(String id) {
        boolean old = !Character.isDigit(id.charAt(1));
        String digits = old ? "0" + id.substring(2, 7) + id.charAt(0) : id.substring(0, 7);
        int second = id.length() == 9 ? CONTROL_IE.indexOf(id.charAt(8)) : 0;
        int sum = weighted(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second;
        return (!old || id.length() == 8) && CONTROL_IE.charAt(sum % 23) == id.charAt(7);
    }

    /** The eighth to tenth digit are the office that gave it. */
    static boolean italy(String id) {
        int office = Integer.parseInt(id.substring(7, 10));
        boolean known =
                (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 || office == 999;
        return known && !id.startsWith("0000000") && luhn(id);
    }

    static boolean lithuania(String id) {
        int digits = id.length() - 1;
        int check =
                IntStream.range(0, digits).map(i -> (1 + i % 9) * digit(id, i)).sum() % 11;
        return (check == 10
                        ? IntStream.range(0, digits)
                                        .map(i -> (1 + (i + 2) % 9) * digit(id, i))
                                        .sum()
                                % 11
                                % 10
                        : check)
                == last(id);
    }

    /** Companies begin with a digit above three; persons who are numbered since 2017 with 32, and have no check digit. */
    static boolean latvia(String id) {
        if (id.charAt(0) > '3') {
            return weighted(id, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;
        }
        return id.startsWith("32") || (1 + weighted(id, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == last(id);
    }

    /** Of a company the old number; since 2020 of a person one that says nothing of him. Source of the latter: ISO/IEC 7064, MOD 97-10. */
    static boolean netherlands(String id) {
        boolean company = weighted(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11 == digit(id, 8);
        BigInteger number = new BigInteger("2321" + id.replace("B", "11")); // N, L and B by their places from 10 on
        return company || number.mod(BigInteger.valueOf(97)).equals(BigInteger.ONE);
    }

    static boolean romania(String id) {
        String padded = "0".repeat(10 - id.length()) + id;
        return weighted(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == last(id);
    }

    static boolean slovenia(String id) {
        int check = 11 - weighted(id, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check != 11 && check % 10 == last(id);
    }
}
