package dev.countinghouse.webhooks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures of Standard Webhooks 1.0.0, symmetric: {@code v1,} and HMAC-SHA256 of id, time and body in base64. */
final class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "v1,";

    private Signatures() {}

    /**
     * The header {@code webhook-signature}: one signature for each secret, so that a receiver who has either of two is content.
     *
     * @param secrets as bytes
     * @param id of the message, the same at each try
     * @param seconds of this try, since 1970
     * @param body exactly as it is sent
     */
    static String header(List<byte[]> secrets, String id, long seconds, byte[] body) {
        byte[] start = (id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream signed = new ByteArrayOutputStream(start.length + body.length);
        signed.writeBytes(start);
        signed.writeBytes(body);
        return secrets.stream()
                .map(secret -> VERSION + Base64.getEncoder().encodeToString(hmac(secret, signed.toByteArray())))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(byte[] secret, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
