package dev.countinghouse.tenancy;

import dev.countinghouse.migrations.RoleEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.spi.ServiceRegistryAwareService;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Gives Hibernate a connection that has entered its scope.
 *
 * <p>The server shares one physical connection per transaction, so a second scope in the same transaction would move
 * the first one's statements to another tenant, silently. Therefore: no connection without a transaction (SET LOCAL would
 * do nothing), and no second scope in one.
 */
public class ScopedConnections implements MultiTenantConnectionProvider<Object>, ServiceRegistryAwareService {

    private static final long serialVersionUID = 1L;

    private transient @Nullable DataSource dataSource;

    @Override
    public void injectServices(ServiceRegistryImplementor services) {
        Object configured = Objects.requireNonNull(services.getService(ConfigurationService.class))
                .getSettings()
                .get("jakarta.persistence.jtaDataSource");
        dataSource = (DataSource) configured;
    }

    @Override
    public Connection getConnection(Object tenantIdentifier) throws SQLException {
        if (!(tenantIdentifier instanceof Scope scope)) {
            throw new SQLException("no scope is entered: a query belongs to a tenant or to a service role");
        }
        boolean first = !TransactionScope.isEntered();
        TransactionScope.enter(scope);
        Connection connection = Objects.requireNonNull(dataSource).getConnection();
        try (Statement enter = connection.createStatement()) {
            if (first) {
                RoleEntry.enter(connection, scope.entering(serverVersion(connection)));
            } else { // what was done before stays in the transaction
                enter.execute(scope.entering(serverVersion(connection)));
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Told by the server when the connection was made, so it costs no round trip. */
    private static int serverVersion(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion();
    }

    @Override
    public void releaseConnection(Object tenantIdentifier, Connection connection) throws SQLException {
        connection.close();
    }

    @Override
    public Connection getAnyConnection() throws SQLException {
        throw new SQLException("every connection belongs to a scope");
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connection.close();
    }

    /** Released after the transaction, not after each statement: one switch serves them all. */
    @Override
    public boolean supportsAggressiveRelease() {
        return false;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }
}
