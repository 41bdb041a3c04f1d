package dev.countinghouse.customermail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.Objects;
import java.util.Optional;

/** The mail settings of the current tenant. */
@ApplicationScoped
class MailSettingsRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Empty when nobody has set any: no mail is sent then. */
    Optional<MailSettings> find() {
        return Optional.ofNullable(entityManager.find(MailSettings.class, MailSettings.ID));
    }

    /** The settings, made if need be, so that two changes come one after the other. */
    MailSettings lock() {
        entityManager
                .createNativeQuery("INSERT INTO mail_settings (id) VALUES (1) ON CONFLICT (id) DO NOTHING")
                .executeUpdate();
        return Objects.requireNonNull(
                entityManager.find(MailSettings.class, MailSettings.ID, LockModeType.PESSIMISTIC_WRITE));
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }
}
