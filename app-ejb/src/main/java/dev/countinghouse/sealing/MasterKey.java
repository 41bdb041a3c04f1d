package dev.countinghouse.sealing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals secrets at rest with the installation's key: AES-256-GCM, a fresh nonce before each cipher text. */
@ApplicationScoped
public class MasterKey {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    @Inject
    @ConfigProperty(name = "CH_MASTER_KEY")
    String encoded;

    private final SecureRandom random = new SecureRandom();

    /** Outside of a container: of 32 bytes in base64. */
    public static MasterKey of(String encoded) {
        MasterKey key = new MasterKey();
        key.encoded = encoded;
        return key;
    }

    /** @param name bound to the secret: it opens under this name only */
    public byte[] seal(byte[] secret, String name) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, secret, name);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException when the master key is not the one that sealed it */
    public byte[] open(byte[] sealed, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return apply(Cipher.DECRYPT_MODE, nonce, rest, name);
    }

    private byte[] apply(int mode, byte[] nonce, byte[] input, String name) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(Base64.getDecoder().decode(encoded), "AES");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("CH_MASTER_KEY does not open what it should", e);
        }
    }
}
