package dev.countinghouse.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.oidc.OidcException.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Identity providers, asked by their issuers. What one says of itself and its keys are remembered for ten minutes. */
@ApplicationScoped
public class Providers {

    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(5);
    private static final int REMEMBERED_MAX = 1_000;
    private static final int KEYS_MAX = 100;
    private static final int UNAUTHORIZED = 401;

    @Inject
    ProviderHttp http;

    @Inject
    ProviderAddresses addresses;

    @Inject
    @RealTime
    Clock clock;

    private final Cache<String, ProviderMetadata> described = remembering();
    private final Cache<URI, Keys> keys = remembering();

    private record Keys(JWKSet set, long askedAt) {

        boolean has(@Nullable String kid) {
            return kid == null || set.getKeyByKeyId(kid) != null;
        }

        boolean isOlderThan(Duration age) {
            return System.nanoTime() - askedAt > age.toNanos();
        }
    }

    /**
     * Asks a provider for what it is, and for its keys.
     *
     * @throws OidcException when it is not one that can be used
     */
    public ProviderMetadata discover(String issuer) {
        URI base = addresses.issuer(issuer);
        String text = base.toString();
        String root = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        ProviderHttp.Answer answer = http.get(URI.create(root + "/.well-known/openid-configuration"));
        if (!answer.isOk()) {
            throw new OidcException(Fault.ANSWER, "The provider answers " + answer.status() + " and no description");
        }
        ProviderMetadata metadata = ProviderMetadata.of(answer.body(), issuer, addresses::address);
        if (ask(metadata).set().getKeys().isEmpty()) {
            throw new OidcException(Fault.ANSWER, "The provider has no keys");
        }
        described.put(issuer, metadata);
        return metadata;
    }

    /** What a provider is, if need be as it was ten minutes ago. */
    public ProviderMetadata metadata(String issuer) {
        ProviderMetadata known = described.getIfPresent(issuer);
        return known == null ? discover(issuer) : known;
    }

    /** Where a browser goes to log in. */
    public URI authorization(ProviderMetadata provider, Map<String, String> parameters) {
        String endpoint = provider.authorizationEndpoint().toString();
        return URI.create(endpoint + (endpoint.contains("?") ? "&" : "?") + ProviderHttp.query(parameters));
    }

    /**
     * Gives a code to the provider and learns who came.
     *
     * @throws OidcException when the provider does not answer as it should, or the ID token is not good
     */
    public ProvenIdentity identify(
            ProviderMetadata provider, ProviderClient client, CodeToExchange code, Expectation expected) {
        ExchangedTokens tokens = exchange(provider, client, code);
        return new IdTokens(clock).verify(tokens, expected, kid -> keys(provider, kid));
    }

    private ExchangedTokens exchange(ProviderMetadata provider, ProviderClient client, CodeToExchange code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code.code());
        form.put("redirect_uri", code.redirectUri().toString());
        form.put("code_verifier", code.verifier());
        Map<String, String> headers = new LinkedHashMap<>();
        if (provider.takesBasic()) {
            headers.put("Authorization", "Basic " + basic(client));
        } else {
            form.put("client_id", client.id());
            form.put("client_secret", client.secret());
        }
        ProviderHttp.Answer answer = http.post(provider.tokenEndpoint(), form, headers);
        if (!answer.isOk()) {
            throw refusal(answer);
        }
        String idToken = answer.body().path("id_token").asText();
        if (idToken.isEmpty()) {
            throw new OidcException(Fault.ANSWER, "The provider gives no ID token: is the scope openid asked for?");
        }
        String accessToken = answer.body().path("access_token").asText();
        return new ExchangedTokens(idToken, accessToken.isEmpty() ? null : accessToken);
    }

    /** RFC 6749, 2.3.1: both are encoded as in a form first. */
    private static String basic(ProviderClient client) {
        String both = ProviderHttp.encoded(client.id()) + ":" + ProviderHttp.encoded(client.secret());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static OidcException refusal(ProviderHttp.Answer answer) {
        String error = answer.body().path("error").asText();
        if (error.equals("invalid_grant")) {
            return new OidcException(Fault.CODE, "The provider does not take the code");
        }
        if (error.equals("invalid_client") || answer.status() == UNAUTHORIZED) {
            return new OidcException(Fault.CLIENT, "The provider does not know the client by this id and secret");
        }
        return new OidcException(Fault.ANSWER, "The provider answers " + answer.status() + " and no tokens");
    }

    /** A key that is not known may be a new one: the provider is asked again, but not for each token that is made up. */
    private List<JWK> keys(ProviderMetadata provider, @Nullable String kid) {
        Keys known = keys.getIfPresent(provider.keysAddress());
        if (known == null || (!known.has(kid) && known.isOlderThan(ASKED_AGAIN_AFTER))) {
            known = ask(provider);
        }
        return known.set().getKeys().stream()
                .filter(key -> kid == null || kid.equals(key.getKeyID()))
                .toList();
    }

    private Keys ask(ProviderMetadata provider) {
        ProviderHttp.Answer answer = http.get(provider.keysAddress());
        if (!answer.isOk()) {
            throw new OidcException(Fault.ANSWER, "The provider answers " + answer.status() + " and no keys");
        }
        try {
            JWKSet set = JWKSet.parse(answer.body().toString());
            if (set.getKeys().size() > KEYS_MAX) {
                throw new OidcException(Fault.ANSWER, "The provider has too many keys");
            }
            Keys asked = new Keys(set, System.nanoTime());
            keys.put(provider.keysAddress(), asked);
            return asked;
        } catch (ParseException e) {
            throw new OidcException(Fault.ANSWER, "The provider's keys cannot be read", e);
        }
    }

    private static <K, V> Cache<K, V> remembering() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED_MAX)
                .expireAfterWrite(REMEMBERED)
                .build();
    }
}
