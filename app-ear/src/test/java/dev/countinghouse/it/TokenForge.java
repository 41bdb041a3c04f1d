package dev.countinghouse.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countinghouse.testing.TestApplication;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Signs what it likes with the application's own key, which it opens with the test installation's master key (zeroes). */
final class TokenForge {
    private static final int MASTER_KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private TokenForge() {}

    /** A token of the claims, signed as the application signs. */
    static String sign(JWTClaimsSet claims) {
        return sign(claims, key());
    }

    /** A token of the claims, signed with another key under its kid. */
    static String sign(JWTClaimsSet claims, RSAKey key) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** The claims of a good token, to be spoilt. */
    static JWTClaimsSet.Builder claims(String token) {
        try {
            return new JWTClaimsSet.Builder(SignedJWT.parse(token).getJWTClaimsSet());
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The application's key pair. */
    static RSAKey key() {
        String sql = "SELECT kid, sealed_private FROM public.signing_keys ORDER BY created_at DESC LIMIT 1";
        try (Connection owner = TestApplication.database().owner();
                ResultSet row = owner.createStatement().executeQuery(sql)) {
            row.next();
            return open(row.getString(1), row.getBytes(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey open(String kid, byte[] sealed) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(new byte[MASTER_KEY_BYTES], "AES"),
                    new GCMParameterSpec(TAG_BITS, Arrays.copyOf(sealed, NONCE_BYTES)));
            cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
            byte[] open = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return RSAKey.parse(new String(open, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
