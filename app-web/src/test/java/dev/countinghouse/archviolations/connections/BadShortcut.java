package dev.countinghouse.archviolations.connections;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The same, past the server. */
public class BadShortcut {

    Connection open(String url) throws SQLException {
        return DriverManager.getConnection(url);
    }
}
