package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody's authenticator app, after he has set up a second factor; it shares no code with the product.
 *
 * @param owner whose it is
 * @param secret as the product gave it
 * @param recoveryCodes that came with it
 */
record Authenticator(Person owner, String secret, List<String> recoveryCodes) {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP_SECONDS = 30;
    private static final int SECRET_BYTES = 20;

    /** Sets one up for a person who knows the password that all test users have. */
    static Authenticator setUp(Person person) {
        String secret = begin(person);
        JsonNode confirmed = confirm(person, code(secret)).expect(200).json();
        List<String> codes = new ArrayList<>();
        confirmed.path("recovery_codes").forEach(code -> codes.add(code.asText()));
        Authenticator authenticator = new Authenticator(person, secret, codes);
        authenticator.forget();
        return authenticator;
    }

    /** The secret of one that is not confirmed yet. */
    static String begin(Person person) {
        return person.api()
                .post("/users/me/mfa", Body.of("password", TestTenant.PASSWORD))
                .expect(201)
                .json()
                .path("secret")
                .asText();
    }

    static Answer confirm(Person person, String code) {
        return person.api().post("/users/me/mfa/confirm", Body.of("code", code));
    }

    /** What it shows now. */
    String code() {
        return code(secret);
    }

    static String code(String secret) {
        long step = Instant.now().getEpochSecond() / STEP_SECONDS;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            return "%06d".formatted((ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE) % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String base32) {
        BigInteger number = BigInteger.ZERO;
        for (char letter : base32.toCharArray()) {
            number = number.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(letter)));
        }
        byte[] padded = new byte[SECRET_BYTES];
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, SECRET_BYTES); // without a sign's zero in front
        System.arraycopy(bytes, bytes.length - length, padded, SECRET_BYTES - length, length);
        return Arrays.copyOf(padded, SECRET_BYTES);
    }

    /** A code that is none of now. */
    String wrong() {
        int code = Integer.parseInt(code());
        return "%06d".formatted((code + 499_999) % 1_000_000);
    }

    /** Lets the code of this moment be used again, as if half a minute had gone by. */
    void forget() {
        owner.tenant().execute("UPDATE public.second_factors SET last_step = 0 WHERE user_id = ?", owner.id());
    }

    /** Logs in with the password; the answer is the question for the second factor. */
    String challenge() {
        return challenge(password().expect(202));
    }

    Answer password() {
        return owner.tenant()
                .anonymous()
                .post(
                        "/auth/login",
                        Body.of(
                                "email",
                                owner.email(),
                                "password",
                                TestTenant.PASSWORD,
                                "tenant",
                                owner.tenant().slug()));
    }

    static String challenge(Answer asked) {
        return asked.json().path("challenge").asText();
    }

    Answer answer(String challenge, String code) {
        return owner.tenant().anonymous().post("/auth/mfa", Body.of("challenge", challenge, "code", code));
    }

    Answer recover(String challenge, String recoveryCode) {
        return owner.tenant()
                .anonymous()
                .post("/auth/mfa", Body.of("challenge", challenge, "recovery_code", recoveryCode));
    }
}
