package dev.countinghouse.migrations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of the platform's operators in {@code public.platform_keys}: {@code ch_ops_<8 id>_<32 secret>_<8 checksum>}.
 * Whoever has the owner's login of the database can make one; nothing else of the product can. Only a hash is stored.
 */
public final class OperatorKeys {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KIND = "ch_ops_";
    private static final int ID_LENGTH = 8;
    private static final int SECRET_LENGTH = 32;
    private static final int PREFIX_LENGTH = 12;

    private OperatorKeys() {}

    /**
     * A stored key, without its secret.
     *
     * @param keyId the 8 characters after {@code ch_ops_}
     */
    public record Stored(
            String keyId,
            String name,
            Instant createdAt,
            @Nullable Instant revokedAt,
            @Nullable Instant lastUsedAt) {}

    /** A fresh secret of the right form; it opens nothing until it is {@link #add}ed. */
    public static String mint() {
        String body = KIND + random(ID_LENGTH) + "_" + random(SECRET_LENGTH);
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return body + "_" + "%08x".formatted(crc.getValue());
    }

    /**
     * Makes a minted key good. One that was added before stays as it is, revoked or not.
     *
     * @param owner a connection of {@code ch_owner}
     * @param name for people: whose key, or what for
     */
    public static void add(Connection owner, String name, String key) throws SQLException {
        String sql = "INSERT INTO public.platform_keys (id, name, key_id, prefix, secret_hash) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (key_id) DO NOTHING";
        try (PreparedStatement insert = owner.prepareStatement(sql)) {
            insert.setObject(1, UUID.randomUUID());
            insert.setString(2, name);
            insert.setString(3, keyId(key));
            insert.setString(4, key.substring(0, PREFIX_LENGTH));
            insert.setBytes(5, hash(key));
            insert.executeUpdate();
        }
    }

    /**
     * Makes a key refused from the next request on.
     *
     * @return false when there is no such key, or it was revoked before
     */
    public static boolean revoke(Connection owner, String keyId) throws SQLException {
        String sql = "UPDATE public.platform_keys SET revoked_at = now() WHERE key_id = ? AND revoked_at IS NULL";
        try (PreparedStatement update = owner.prepareStatement(sql)) {
            update.setString(1, keyId);
            return update.executeUpdate() == 1;
        }
    }

    /** All keys, oldest first. */
    public static List<Stored> list(Connection owner) throws SQLException {
        String sql =
                "SELECT key_id, name, created_at, revoked_at, last_used_at FROM public.platform_keys ORDER BY created_at";
        List<Stored> all = new ArrayList<>();
        try (PreparedStatement select = owner.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(new Stored(
                        row.getString(1),
                        row.getString(2),
                        row.getTimestamp(3).toInstant(),
                        instant(row.getTimestamp(4)),
                        instant(row.getTimestamp(5))));
            }
        }
        return all;
    }

    /** The part of a key that may be shown. */
    public static String keyId(String key) {
        return key.substring(KIND.length(), KIND.length() + ID_LENGTH);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
