package dev.countinghouse.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When signing keys are renewed, and how long the old ones are good. */
@ApplicationScoped
public class SigningKeyRotation {

    @Inject
    SigningKeyStore store;

    @Inject
    Tokens tokens;

    @Inject
    @ConfigProperty(name = "countinghouse.signing-key.days", defaultValue = "90")
    int days;

    /** A token signed in the last moment before the next key signs is good until it expires. */
    Duration overlap() {
        return SigningKeys.LEAD.plusSeconds(tokens.lifeSeconds()).plus(Tokens.SKEW);
    }

    /** Adds the next key when the newest is old enough. */
    void ifDue() {
        Duration age = Duration.ofDays(days);
        if (store.isDue(age)) {
            store.rotateAfter(age, SigningKeys.generate(), overlap());
        }
    }
}
