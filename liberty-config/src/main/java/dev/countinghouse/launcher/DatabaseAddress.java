package dev.countinghouse.launcher;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The product's database: where it is, and the passwords of its two logins.
 *
 * @param ownerPassword of {@code ch_owner}, which owns every schema
 * @param appPassword of {@code ch_app}, which owns nothing
 * @param tls how connections to it are protected
 */
public record DatabaseAddress(
        String host, int port, String name, String ownerPassword, String appPassword, DatabaseTls tls) {

    /** A database that nobody asked to verify. */
    public DatabaseAddress(String host, int port, String name, String ownerPassword, String appPassword) {
        this(host, port, name, ownerPassword, appPassword, DatabaseTls.UNASKED);
    }

    /** JDBC address of {@code ch_app}, password included: never to be printed. */
    public String appUrl() {
        return url("ch_app", appPassword);
    }

    /** JDBC address of {@code ch_owner}, password included: never to be printed. */
    public String ownerUrl() {
        return url("ch_owner", ownerPassword);
    }

    /** New connections of {@code ch_owner}. */
    DataSource owners() {
        PGSimpleDataSource owners = new PGSimpleDataSource();
        owners.setURL(ownerUrl());
        return owners;
    }

    private String url(String user, String password) {
        String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8);
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s%s"
                .formatted(host, port, name, user, encoded, tls.settings());
    }

    /** Never shows a password. */
    @Override
    public String toString() {
        return "%s:%d/%s".formatted(host, port, name);
    }
}
