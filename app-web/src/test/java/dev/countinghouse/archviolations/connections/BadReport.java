package dev.countinghouse.archviolations.connections;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection that nobody scoped. */
public record BadReport(DataSource source) {

    Connection open() throws SQLException {
        return source.getConnection();
    }
}
