package dev.countinghouse.stripedouble;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ids that look like Stripe's. Of the same seed, account and order of calls come the same ids. */
final class Ids {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
    private static final int LENGTH = 24;

    private final String seed;

    Ids(String seed) {
        this.seed = seed;
    }

    String next(Account account, String prefix) {
        return prefix + "_" + text(seed + ":" + account.name() + ":" + account.nextCounter(), LENGTH);
    }

    /** Letters and digits that stand for a text, at most 40. */
    static String text(String source, int length) {
        StringBuilder text = new StringBuilder();
        BigInteger rest = new BigInteger(1, sha256(source));
        while (text.length() < length) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.toString();
    }

    static byte[] sha256(String source) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
