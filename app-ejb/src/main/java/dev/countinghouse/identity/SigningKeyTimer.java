package dev.countinghouse.identity;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Renews the signing key, on whichever replica finds it old first. */
@Singleton
@PermitAll
@TransactionManagement(TransactionManagementType.BEAN) // the store has its own
public class SigningKeyTimer {

    private static final Logger LOG = Logger.getLogger(SigningKeyTimer.class.getName());

    @Inject
    SigningKeyRotation rotation;

    @Schedule(hour = "*", minute = "17", persistent = false)
    void everyHour() {
        try {
            rotation.ifDue();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the signing key was not looked at; again in an hour", e);
        }
    }
}
