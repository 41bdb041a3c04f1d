package dev.countinghouse.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.oidc.OidcException.Fault;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A provider as it describes itself (OpenID Connect Discovery 1.0).
 *
 * @param takesBasic whether a client may show its secret in the Authorization header; else it stands in the form
 * @param namesItself whether it says in each authorization response who it is (RFC 9207)
 */
public record ProviderMetadata(
        String issuer,
        URI authorizationEndpoint,
        URI tokenEndpoint,
        URI keysAddress,
        boolean takesBasic,
        boolean namesItself) {

    /** Signatures that an ID token may have. */
    static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

    /**
     * Reads a description.
     *
     * @param issuer whose it has to be
     * @param address checks an endpoint
     * @throws OidcException ANSWER when it is another's, or of a provider that cannot do what is needed
     */
    static ProviderMetadata of(JsonNode described, String issuer, Function<String, URI> address) {
        if (!described.path("issuer").asText().equals(issuer)) {
            throw refused("describes itself as another issuer: it has to be the same to the letter");
        }
        List<String> methods = texts(described.path("token_endpoint_auth_methods_supported"));
        boolean basic = methods.isEmpty() || methods.contains("client_secret_basic");
        if (!basic && !methods.contains("client_secret_post")) {
            throw refused("takes no client secret");
        }
        List<String> challenges = texts(described.path("code_challenge_methods_supported"));
        if (!challenges.isEmpty() && !challenges.contains("S256")) {
            throw refused("knows no PKCE with S256");
        }
        if (!texts(described.path("response_types_supported")).contains("code")) {
            throw refused("has no authorization code flow");
        }
        if (texts(described.path("id_token_signing_alg_values_supported")).stream()
                .noneMatch(ALGORITHMS::contains)) {
            throw refused("signs ID tokens with neither RS256 nor ES256");
        }
        return new ProviderMetadata(
                issuer,
                endpoint(described, "authorization_endpoint", address),
                endpoint(described, "token_endpoint", address),
                endpoint(described, "jwks_uri", address),
                basic,
                described.path("authorization_response_iss_parameter_supported").asBoolean(false));
    }

    private static URI endpoint(JsonNode described, String name, Function<String, URI> address) {
        String text = described.path(name).asText();
        if (text.isEmpty()) {
            throw refused("names no " + name);
        }
        return address.apply(text);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static OidcException refused(String what) {
        return new OidcException(Fault.ANSWER, "The provider " + what);
    }
}
