package dev.countinghouse.bench;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.PooledConnection;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;

/**
 * A pool of one, as the server's data source {@code jdbc/owner} is while tenants are made one after the other: the physical
 * connection stays, and is replaced now and then as the server replaces its own. For one thread.
 */
final class ReusedConnection extends PGSimpleDataSource implements AutoCloseable {

    private static final long serialVersionUID = 1L;

    private static final int USES = 50;

    private final String url;
    private transient PooledConnection pooled;
    private int used;

    ReusedConnection(String url) throws SQLException {
        this.url = url;
        this.pooled = physical();
    }

    private PooledConnection physical() throws SQLException {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        ((BaseDataSource) source).setURL(url);
        return source.getPooledConnection();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (used == USES) {
            reconnect();
        }
        used++;
        return pooled.getConnection();
    }

    void reconnect() throws SQLException {
        pooled.close();
        pooled = physical();
        used = 0;
    }

    @Override
    public void close() throws SQLException {
        pooled.close();
    }
}
