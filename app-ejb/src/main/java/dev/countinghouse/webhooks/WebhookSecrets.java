package dev.countinghouse.webhooks;

import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Secrets that sign webhooks: made here, shown once, kept sealed under the tenant's and the endpoint's id. */
@ApplicationScoped
class WebhookSecrets {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    @Inject
    MasterKey masterKey;

    private final SecureRandom random = new SecureRandom();

    byte[] mint() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return secret;
    }

    /** As a receiver is told. */
    static String text(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    byte[] seal(byte[] secret, UUID endpointId) {
        return masterKey.seal(secret, name(endpointId));
    }

    byte[] open(byte[] sealed, UUID endpointId) {
        return masterKey.open(sealed, name(endpointId));
    }

    private static String name(UUID endpointId) {
        return "webhook:" + CurrentScope.tenant().id() + ":" + endpointId;
    }
}
