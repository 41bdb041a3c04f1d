package dev.countinghouse.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.RegistryMemory;
import dev.countinghouse.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes access tokens outside of a server, with the installation's own signing key: for benchmarks, which need thousands and
 * must not spend their time on passwords. Whoever can use it has the owner's login and the master key, and so everything.
 */
public final class TokenMint {

    private final Tokens tokens = new Tokens();

    /**
     * Opens the newest signing key.
     *
     * @param owner a connection of {@code ch_owner}
     * @param masterKey CH_MASTER_KEY of the servers
     * @param issuer CH_PUBLIC_URL of the servers
     * @param minutes that tokens are good for
     * @param clock real time
     * @throws SQLException when there is no signing key yet: a server makes it when it first needs one
     */
    public TokenMint(Connection owner, String masterKey, String issuer, int minutes, Clock clock) throws SQLException {
        SigningKeys keys = new SigningKeys();
        keys.store = new Stored(read(owner, masterKey));
        keys.clock = clock;
        keys.memory = new RegistryMemory();
        tokens.keys = keys;
        tokens.clock = clock;
        tokens.issuer = issuer;
        tokens.audience = "countinghouse";
        tokens.minutes = minutes;
    }

    /** A token of a session that nobody has ended, for a member. */
    public String mint(Member member, Tenant tenant) {
        return tokens.issue(member, tenant, UUID.randomUUID());
    }

    private static List<RSAKey> read(Connection owner, String encoded) throws SQLException {
        MasterKey masterKey = MasterKey.of(encoded);
        List<RSAKey> keys = new ArrayList<>();
        try (Statement select = owner.createStatement();
                ResultSet rows = select.executeQuery("SELECT kid, sealed_private FROM public.signing_keys"
                        + " WHERE retired_at IS NULL ORDER BY created_at DESC, kid")) {
            while (rows.next()) {
                byte[] opened = masterKey.open(rows.getBytes(2), rows.getString(1));
                keys.add(RSAKey.parse(new String(opened, StandardCharsets.UTF_8)));
            }
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key is broken", e);
        }
        if (keys.isEmpty()) {
            throw new SQLException("There is no signing key yet");
        }
        return keys;
    }

    /** What was read, and no more. */
    private static final class Stored extends SigningKeyStore {

        private final List<RSAKey> keys;

        Stored(List<RSAKey> keys) {
            this.keys = keys;
        }

        @Override
        public List<RSAKey> load() {
            return keys;
        }

        @Override
        public List<JWK> published() {
            return List.of();
        }
    }
}
