package dev.countinghouse.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** RSA keys, made once: making one takes a while. */
final class TestKeys {

    static final RSAKey OURS = generate();
    static final RSAKey OTHER = generate();

    private TestKeys() {}

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
