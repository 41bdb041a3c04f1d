package dev.countinghouse.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The parts of a JSON Web Token, without asking whether it is any good. */
record Token(String encodedHeader, String encodedClaims, String signature) {

    static Token of(String text) {
        String[] parts = text.split("\\.", -1);
        return new Token(parts[0], parts[1], parts[2]);
    }

    JsonNode header() {
        return Body.parse(decode(encodedHeader));
    }

    JsonNode claims() {
        return Body.parse(decode(encodedClaims));
    }

    Token withHeader(String json) {
        return new Token(encode(json), encodedClaims, signature);
    }

    Token withClaims(String json) {
        return new Token(encodedHeader, encode(json), signature);
    }

    Token withSignature(String other) {
        return new Token(encodedHeader, encodedClaims, other);
    }

    /** What is signed. */
    String signed() {
        return encodedHeader + "." + encodedClaims;
    }

    String text() {
        return signed() + "." + signature;
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
