package dev.countinghouse.documents;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what a document says. */
final class ContentHash {

    private final byte[] digest;

    private ContentHash(byte[] digest) {
        this.digest = digest;
    }

    static ContentHash of(String text) {
        try {
            return new ContentHash(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return digest.clone();
    }

    String hex() {
        return HexFormat.of().formatHex(digest);
    }
}
