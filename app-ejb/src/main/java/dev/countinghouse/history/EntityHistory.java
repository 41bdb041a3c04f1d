package dev.countinghouse.history;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.persister.entity.AbstractEntityPersister;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Keeps the row of each entity in a tenant's schema before Hibernate updates it. Tenants' roles may not delete entities' rows,
 * so updates are all there is.
 */
public class EntityHistory implements Integrator, PreUpdateEventListener {

    private static final long serialVersionUID = 1L;

    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor sessionFactory) {
        sessionFactory
                .getServiceRegistry()
                .requireService(EventListenerRegistry.class)
                .appendListeners(EventType.PRE_UPDATE, this);
    }

    @Override
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry serviceRegistry) {
        // nothing is held
    }

    @Override
    public boolean onPreUpdate(PreUpdateEvent event) {
        if (event.getPersister() instanceof AbstractEntityPersister persister
                && isInTenantsSchema(persister.getTableName())
                && RowHistory.isKept()) {
            keep(event.getSession(), persister.getTableName(), event.getId());
        }
        return false; // no veto
    }

    /** Shared tables are written with their schema. */
    private static boolean isInTenantsSchema(String table) {
        return table.indexOf('.') < 0;
    }

    /** @param table from the entity's mapping */
    private static void keep(SharedSessionContractImplementor session, String table, Object id) {
        String statement = RowHistory.KEEP + "'" + table + "', t.xmin, to_jsonb(t) FROM " + table
                + " t WHERE t.id = ? FOR NO KEY UPDATE";
        try (PreparedStatement keep =
                session.getJdbcCoordinator().getStatementPreparer().prepareStatement(statement)) {
            keep.setObject(1, id);
            keep.executeUpdate();
        } catch (SQLException e) {
            throw session.getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "the row cannot be kept before its change", statement);
        }
    }
}
