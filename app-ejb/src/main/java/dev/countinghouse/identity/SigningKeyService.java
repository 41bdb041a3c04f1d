package dev.countinghouse.identity;

import dev.countinghouse.paging.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** The keys of the installation, for operators. */
@Stateless
public class SigningKeyService {

    @Inject
    SigningKeyStore store;

    @Inject
    SigningKeyRotation rotation;

    /** All there ever were, newest first: a few a year. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<SigningKeyView> list() {
        return new Page<>(store.all(), null);
    }

    /**
     * Makes a new key now.
     *
     * @param compromised whether somebody else may have one of those of before: then they are refused from now on, with every
     *     token they signed, and leave the published set. Otherwise tokens stay good until they expire.
     * @return all keys, the new one first
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public Page<SigningKeyView> rotate(boolean compromised) {
        if (compromised) {
            store.replaceCompromised(SigningKeys.generate());
        } else {
            store.rotate(SigningKeys.generate(), rotation.overlap());
        }
        return list();
    }
}
