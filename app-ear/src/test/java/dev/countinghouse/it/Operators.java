package dev.countinghouse.it;

import dev.countinghouse.migrations.OperatorKeys;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/** Operators of the platform, made as the command makes them. */
final class Operators {
    private Operators() {}

    /** A client with a new operator's key of the application that all tests share. */
    static Api client() {
        return client(TestApplication.database(), TestApplication.baseUrl());
    }

    /** A client with a new operator's key of an application of one's own. */
    static Api client(TestDatabase database, URI base) {
        return Api.anonymous(base).withKey(newKey(database)).of(Api.ALL);
    }

    /** A new operator's key. */
    static String newKey(TestDatabase database) {
        String key = OperatorKeys.mint();
        try (Connection owner = database.owner()) {
            OperatorKeys.add(owner, "test", key);
            return key;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
