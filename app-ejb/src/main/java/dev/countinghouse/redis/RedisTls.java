package dev.countinghouse.redis;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.SslOptions;

/**
 * TLS to a Redis whose URL is {@code rediss://}: its certificate must descend from an authority that is trusted and be made out to
 * the host of the URL, which Jedis would not look at by itself.
 */
@Dependent
class RedisTls {

    /** PKCS #12 with the authorities to trust; those of the JVM when there is none. */
    @Inject
    @ConfigProperty(name = "CH_REDIS_TRUSTSTORE")
    Optional<String> trustStore;

    @Inject
    @ConfigProperty(name = "CH_REDIS_TRUSTSTORE_PASSWORD")
    Optional<String> password;

    /** One context for all connections: the trust store is read once, and sessions are resumed. */
    void apply(DefaultJedisClientConfig.Builder connections) {
        SslOptions.Builder options = SslOptions.builder();
        trustStore.ifPresent(file -> options.trustStoreType("PKCS12")
                .truststore(new File(file), password.orElse("").toCharArray()));
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name in the certificate, RFC 2818
        try {
            connections
                    .ssl(true)
                    .sslSocketFactory(options.build().createSslContext().getSocketFactory())
                    .sslParameters(parameters);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("CH_REDIS_TRUSTSTORE cannot be read: " + e.getMessage(), e);
        }
    }
}
