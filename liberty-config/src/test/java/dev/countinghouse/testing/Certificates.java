package dev.countinghouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key store with a certificate for {@code localhost} that it signed itself, and clients that trust it.
 *
 * @param file PKCS #12
 * @param password of the store and of its key
 */
public record Certificates(Path file, String password) {

    /** Made by the JDK's keytool. */
    public static Certificates make(Path file) throws IOException, InterruptedException {
        Certificates made = new Certificates(file, "of-a-test-only");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "3072",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        made.password)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return made;
    }

    /** What a client speaks by that trusts this certificate alone. */
    public SSLContext trusting() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** What a server with this certificate speaks by. */
    public SSLContext serving() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate alone, as a PKCS #12 trust store with the same password. */
    public Path trustStore(Path to) throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            trusted().store(out, password.toCharArray());
        }
        return to;
    }

    /** The certificate as PEM. */
    public String certificatePem() throws GeneralSecurityException, IOException {
        return pem("CERTIFICATE", store().getCertificate("server").getEncoded());
    }

    /** Its private key as PEM (PKCS #8). */
    public String keyPem() throws GeneralSecurityException, IOException {
        return pem(
                "PRIVATE KEY", store().getKey("server", password.toCharArray()).getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind);
    }

    private KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store().getCertificate("server"));
        return trusted;
    }

    private KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    /** Whether the server on a port of this machine agrees to one protocol with one cipher suite. */
    public boolean agreedWith(int port, String protocol, String cipherSuite)
            throws GeneralSecurityException, IOException {
        try (SSLSocket socket =
                (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {cipherSuite});
            socket.startHandshake();
            return true;
        } catch (SSLHandshakeException e) {
            return false;
        }
    }
}
