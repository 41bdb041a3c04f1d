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
import redis.clients.jedis.exceptions.JedisConnectionException;

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

    /**
     * One context for all connections: the trust store is read once, and sessions are resumed.
     *
     * @throws JedisConnectionException when it cannot be read: nobody is trusted, as if Redis did not answer
     */
    void apply(DefaultJedisClientConfig.Builder connections) {
        SSLParameters parameters = new SSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name in the certificate, RFC 2818
        try {
            SslOptions.Builder trusted = SslOptions.builder();
            trustStore.ifPresent(file -> trusted.trustStoreType("PKCS12")
                    .truststore(new File(file), password.orElse("").toCharArray()));
            connections
                    .ssl(true)
                    .sslSocketFactory(trusted.build().createSslContext().getSocketFactory())
                    .sslParameters(parameters);
        } catch (IOException
                | GeneralSecurityException
                | IllegalArgumentException e) { // the last: there is no such file
            throw new JedisConnectionException("CH_REDIS_TRUSTSTORE cannot be read: " + e.getMessage(), e);
        }
    }
}
