package dev.countinghouse.archviolations.connections;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Named as the one that may. */
public record ScopedConnections(DataSource source) {

    Connection open() throws SQLException {
        return source.getConnection();
    }
}
