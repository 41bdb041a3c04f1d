package dev.countinghouse.identity;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What an authenticator app needs; shown once.
 *
 * @param secret in base 32, for who types it
 * @param otpauthUri for who scans it, as a QR code
 */
public record SecondFactorSecret(String secret, String otpauthUri) {

    private static final String ISSUER = "Countinghouse";

    static SecondFactorSecret of(String secret, String email) {
        String account = URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20");
        return new SecondFactorSecret(
                secret,
                "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                        .formatted(ISSUER, account, secret, ISSUER, Totp.DIGITS, Totp.STEP_SECONDS));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "SecondFactorSecret[]";
    }
}
