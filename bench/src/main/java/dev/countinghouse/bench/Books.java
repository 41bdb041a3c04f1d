package dev.countinghouse.bench;

import dev.countinghouse.identity.Role;
import dev.countinghouse.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;

/** Gives tenants something to read, and a key to read it with, by the owner's login: no thousand logins are needed. */
final class Books implements AutoCloseable {

    private static final int KEY_ID_LENGTH = 8;
    private static final int SECRET_LENGTH = 32;
    private static final int PREFIX_LENGTH = 12;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Connection owner;

    Books(Cluster cluster) throws SQLException {
        this.owner = cluster.owner().getConnection();
    }

    /**
     * A tenant that can be asked.
     *
     * @param key an API key that may do all its owner may
     * @param customerId one of its customers
     */
    record Account(BenchTenant tenant, String key, UUID customerId) {}

    /** Writes a key for one tenant, and so many customers with an invoice each. */
    Account open(BenchTenant tenant, int customers) throws SQLException {
        owner.setAutoCommit(false);
        UUID customer = Ids.next();
        try (Statement statement = owner.createStatement()) {
            statement.execute("SET LOCAL search_path = " + tenant.schema());
            statement.execute("INSERT INTO number_series (code, prefix) VALUES ('bench', 'BENCH-')");
            for (int i = 1; i <= customers; i++) {
                write(i == 1 ? customer : Ids.next(), i);
            }
        }
        String key = insertKey(tenant);
        owner.commit();
        return new Account(tenant, key, customer);
    }

    private void write(UUID customer, int number) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement(
                "INSERT INTO customers (id, external_id, name, email, country, time_zone, currency, created_at)"
                        + " VALUES (?, ?, ?, 'books@bench.example', 'DE', 'Europe/Berlin', 'EUR', now())")) {
            insert.setObject(1, customer);
            insert.setString(2, "c-" + number);
            insert.setString(3, "Customer " + number);
            insert.executeUpdate();
        }
        try (PreparedStatement insert = owner.prepareStatement("""
                INSERT INTO invoices (id, series, sequence, number, customer_id, customer, currency, time_zone, period_start,
                    period_end, issued_on, due_on, subtotal_minor, tax_minor, total_minor, taxes, finalized_at, status)
                VALUES (?, 'bench', ?, ?, ?, '{"external_id": "c", "name": "Customer", "email": null, "country": "DE"}', 'EUR',
                    'Europe/Berlin', '2026-01-01', '2026-02-01', '2026-02-01', '2026-02-15', 1000, 0, 1000, '[]',
                    '2026-02-01T00:00:00Z', 'finalized')""")) {
            insert.setObject(1, Ids.next());
            insert.setInt(2, number);
            insert.setString(3, "BENCH-" + number);
            insert.setObject(4, customer);
            insert.executeUpdate();
        }
    }

    private String insertKey(BenchTenant tenant) throws SQLException {
        String keyId = random(KEY_ID_LENGTH);
        String body = "ch_live_" + keyId + "_" + random(SECRET_LENGTH);
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes(StandardCharsets.US_ASCII));
        String key = body + "_%08x".formatted(checksum.getValue());
        Set<String> permissions = Role.OWNER.permissions();
        try (PreparedStatement insert = owner.prepareStatement(
                "INSERT INTO public.api_keys (id, tenant_id, name, key_id, prefix, secret_hash, permissions, created_by)"
                        + " VALUES (?, ?, 'bench', ?, ?, ?, ?, ?)")) {
            insert.setObject(1, Ids.next());
            insert.setObject(2, tenant.id());
            insert.setString(3, keyId);
            insert.setString(4, key.substring(0, PREFIX_LENGTH));
            insert.setBytes(5, sha256(key));
            insert.setArray(6, owner.createArrayOf("text", permissions.toArray()));
            insert.setObject(7, tenant.ownerId());
            insert.executeUpdate();
        }
        return key;
    }

    private static String random(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
