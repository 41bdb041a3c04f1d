package dev.countinghouse.migrations;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * How a tenant's schema comes from one version to another, as kept in {@code public.tenant_upgrades}.
 *
 * @param statements with the placeholder for the tenant's name
 * @param locks what the statements lock against readers or writers, such as {@code invoices IN SHARE MODE}
 */
record Upgrade(String from, String to, String statements, List<String> locks) {

    static Optional<Upgrade> find(Connection owner, String from, String to) throws SQLException {
        try (PreparedStatement select = owner.prepareStatement(
                "SELECT statements, locks FROM public.tenant_upgrades WHERE from_version = ? AND to_version = ?")) {
            select.setString(1, from);
            select.setString(2, to);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Upgrade(from, to, row.getString(1), strings(row.getArray(2))))
                        : Optional.empty();
            }
        }
    }

    void store(Connection owner) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement("INSERT INTO public.tenant_upgrades"
                + " (from_version, to_version, statements, locks) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, from);
            insert.setString(2, to);
            insert.setString(3, statements);
            insert.setArray(4, owner.createArrayOf("text", locks.toArray()));
            insert.execute();
        }
    }

    private static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
