package dev.countinghouse.einvoice.domain;

import java.util.stream.IntStream;

/** Check digits of numbers that stand in electronic addresses, where these are digits. */
final class CheckDigits {

    private static final int[] NORWAY = {3, 2, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] AUSTRALIA = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};

    private CheckDigits() {}

    /** Of every key of GS1, such as a GLN. Source: GS1 General Specifications, 7.9. */
    static boolean gs1(String number) {
        int last = number.length() - 1;
        int sum = IntStream.rangeClosed(0, last)
                .map(i -> digit(number, last - i) * (i % 2 == 0 ? 1 : 3))
                .sum();
        return sum % 10 == 0;
    }

    /** Source: ISO/IEC 7812-1, annex B. */
    static boolean luhn(String number) {
        int last = number.length() - 1;
        int sum = IntStream.rangeClosed(0, last)
                .map(i -> digit(number, last - i) * (i % 2 == 0 ? 1 : 2))
                .map(product -> product / 10 + product % 10)
                .sum();
        return sum % 10 == 0;
    }

    /** An organization's number. Source: Brønnøysundregistrene, "Om organisasjonsnummeret". */
    static boolean norway(String number) {
        return weighted(number, NORWAY) % 11 == 0 && number.chars().anyMatch(c -> c != '0');
    }

    /** An enterprise's number. Source: Crossroads Bank for Enterprises: 97 less the rest of the first eight digits by 97. */
    static boolean belgium(String number) {
        return 97 - Integer.parseInt(number.substring(0, 8)) % 97 == Integer.parseInt(number.substring(8));
    }

    /** A business number. Source: Australian Business Register, "Format of the ABN": one is taken from the first digit. */
    static boolean australia(String number) {
        return (weighted(number, AUSTRALIA) - AUSTRALIA[0]) % 89 == 0;
    }

    private static int weighted(String number, int... weights) {
        return IntStream.range(0, weights.length)
                .map(i -> weights[i] * digit(number, i))
                .sum();
    }

    private static int digit(String number, int index) {
        return number.charAt(index) - '0';
    }
}
