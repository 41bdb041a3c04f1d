package dev.countinghouse.identity;

import java.nio.charset.StandardCharsets;

/**
 * A request of a trusted platform with what it says about itself. Whatever is missing is empty.
 *
 * @param keyId of the key that is said to have signed
 * @param timestamp seconds since 1970 when it was signed
 * @param nonce chosen anew for each request
 * @param signature HMAC-SHA256 of {@link #signed}, in hexadecimal digits
 * @param target method and path as they are on the wire, such as {@code POST /api/v1/auth/provision}
 * @param body the bytes
 */
public record SignedRequest(
        String keyId, String timestamp, String nonce, String signature, String target, byte[] body) {

    /** What is signed: timestamp, nonce, method and path, each on a line of its own, and the body. */
    byte[] signed() {
        byte[] head = (timestamp + "\n" + nonce + "\n" + target + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    /** Never the signature: it is a credential. */
    @Override
    public String toString() {
        return "SignedRequest[" + keyId + "]";
    }
}
