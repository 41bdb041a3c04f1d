package dev.countinghouse.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * An OpenID provider as others run it: Spring Authorization Server, on a free port of this host. It wants PKCE of its clients. A
 * person logs in with his name and {@link #PASSWORD}, once in each browser: from then on a cookie is enough.
 */
final class OpenIdProvider {
    static final String PASSWORD = "provider's own password";
    private static final int RSA_BITS = 2048;

    private static final Map<String, Map<String, Object>> PEOPLE = new ConcurrentHashMap<>();
    private static final Map<String, RegisteredClient> CLIENTS = new ConcurrentHashMap<>();
    private static final AtomicReference<JWKSet> KEYS = new AtomicReference<>(newKey());

    private OpenIdProvider() {}

    /** Who it is; started by the first use, stopped with the JVM. */
    static URI issuer() {
        return Running.ISSUER;
    }

    /** A client that it knows by an id and a secret. */
    record Client(String id, String secret) {}

    /** Makes a client known whose users come back to an address. */
    static Client register(URI redirectUri, ClientAuthenticationMethod method) {
        Client client = new Client("client " + TestTenant.unique(), "s3cret+/%" + TestTenant.unique());
        CLIENTS.put(
                client.id(),
                RegisteredClient.withId(UUID.randomUUID().toString())
                        .clientId(client.id())
                        .clientSecret("{noop}" + client.secret())
                        .clientAuthenticationMethod(method)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri(redirectUri.toString())
                        .scope("openid")
                        .scope("email")
                        .scope("profile")
                        .clientSettings(ClientSettings.builder()
                                .requireProofKey(true)
                                .requireAuthorizationConsent(false)
                                .build())
                        .build());
        return client;
    }

    /** Makes a person known, or changes what is said of him. */
    static void person(String name, Map<String, Object> claims) {
        PEOPLE.put(name, new HashMap<>(claims));
    }

    /** From now on it signs with another key, and publishes no other. */
    static void rotateKey() {
        KEYS.set(newKey());
    }

    private static JWKSet newKey() {
        try {
            return new JWKSet(new RSAKeyGenerator(RSA_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyID(TestTenant.unique())
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Running {
        static final URI ISSUER = start();

        private static URI start() {
            var context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Configured.class)
                    .web(WebApplicationType.SERVLET)
                    .properties(Map.of(
                            "server.address", "127.0.0.1",
                            "server.port", "0",
                            "spring.main.banner-mode", "off",
                            "spring.main.lazy-initialization", "true"))
                    .run();
            return URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
        }
    }

    /** What makes a server of Spring's parts a provider. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Configured {

        /** Where people log in; elsewhere the header is the clients'. */
        @Bean
        @Order(1)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.securityMatcher("/login")
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .httpBasic(basic -> basic.securityContextRepository(new HttpSessionSecurityContextRepository()))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.with(server, configured -> configured.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return name -> User.withUsername(name)
                    .password("{noop}" + PASSWORD)
                    .authorities("person")
                    .disabled(!PEOPLE.containsKey(name))
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new KnownClients();
        }

        @Bean
        JWKSource<SecurityContext> keys() {
            return (selector, context) -> selector.select(KEYS.get());
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return context -> {
                if ("id_token".equals(context.getTokenType().getValue())) {
                    PEOPLE.getOrDefault(context.getPrincipal().getName(), Map.of())
                            .forEach(context.getClaims()::claim);
                }
            };
        }
    }

    /** Those of {@link #register}. */
    private static final class KnownClients implements RegisteredClientRepository {
        @Override
        public void save(RegisteredClient client) {
            CLIENTS.put(client.getClientId(), client); // with its secret hashed
        }

        @Override
        public @Nullable RegisteredClient findById(String id) {
            return CLIENTS.values().stream()
                    .filter(client -> client.getId().equals(id))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public @Nullable RegisteredClient findByClientId(String clientId) {
            return CLIENTS.get(clientId);
        }
    }
}
