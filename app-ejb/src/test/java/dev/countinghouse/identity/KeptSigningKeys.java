package dev.countinghouse.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.ArrayList;
import java.util.List;

/** Signing keys kept in memory, newest first. */
class KeptSigningKeys extends SigningKeyStore {

    private final List<RSAKey> kept = new ArrayList<>();
    private int loads;

    KeptSigningKeys(RSAKey... keys) {
        kept.addAll(List.of(keys));
    }

    void addNewest(RSAKey key) {
        kept.addFirst(key);
    }

    void retire(RSAKey key) {
        kept.remove(key);
    }

    int loads() {
        return loads;
    }

    @Override
    public List<RSAKey> load() {
        loads++;
        return List.copyOf(kept);
    }

    @Override
    public List<JWK> published() {
        return kept.stream().map(RSAKey::toPublicJWK).map(JWK.class::cast).toList();
    }

    @Override
    public List<RSAKey> addFirst(RSAKey key) {
        if (kept.isEmpty()) {
            kept.add(key);
        }
        return List.copyOf(kept);
    }
}
