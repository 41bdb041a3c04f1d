package dev.countinghouse.network;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS of calls that leave the house: with the certificate authorities of the JDK, and no certificate of ours. The JVM's default context
 * is not that: with HTTPS on the server puts its own in its place, which trusts the server's own certificate alone.
 */
public final class OutgoingTls {

    private static final SSLContext CONTEXT = make();

    private OutgoingTls() {}

    /** The same each time. */
    public static SSLContext context() {
        return CONTEXT;
    }

    private static SSLContext make() {
        try {
            TrustManagerFactory authorities =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            authorities.init((KeyStore) null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authorities.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS, and authorities that it trusts", e);
        }
    }
}
