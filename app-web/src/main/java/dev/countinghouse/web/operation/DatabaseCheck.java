package dev.countinghouse.web.operation;

import dev.countinghouse.redis.Redis;
import dev.countinghouse.tenancy.TenantDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the database answers as ch_identity. Redis is told of but not needed: everything that it speeds up
 * works without it.
 */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final Logger LOG = Logger.getLogger(DatabaseCheck.class.getName());

    @Inject
    TenantDirectory tenants;

    @Inject
    Redis redis;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database")
                .status(isUp())
                .withData("redis", redis.isUp() ? "UP" : "DOWN")
                .build();
    }

    private boolean isUp() {
        try {
            tenants.active(NOBODY);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the database does not answer", e);
            return false;
        }
    }
}
