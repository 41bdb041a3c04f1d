package dev.countinghouse.identity;

import dev.countinghouse.audit.CurrentActor;
import dev.countinghouse.oidc.CodeToExchange;
import dev.countinghouse.oidc.Expectation;
import dev.countinghouse.oidc.OidcException;
import dev.countinghouse.oidc.ProvenIdentity;
import dev.countinghouse.oidc.ProviderClient;
import dev.countinghouse.oidc.ProviderMetadata;
import dev.countinghouse.oidc.Providers;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Logins through a tenant's OpenID provider: authorization code flow with PKCE. Of what the browser brings back nothing is
 * believed but that it has the state and the secret of the browser that was sent away; the rest the provider says itself, in a
 * token that it signed. While it is asked no transaction is open; what was taken up is used up, so a login that breaks off
 * begins anew.
 */
@ApplicationScoped
public class SsoLogin {

    private static final int SECRET_LENGTH = 43;

    @Inject
    SsoBook book;

    @Inject
    SsoJoining joining;

    @Inject
    Providers providers;

    @Inject
    PasswordHashing passwords;

    @Inject
    MasterKey masterKey;

    @Inject
    SecurityLog log;

    @Inject
    @ConfigProperty(name = "CH_PUBLIC_URL")
    URI publicUrl;

    /**
     * Where a browser is sent, and the secret that it is to show when it comes back.
     */
    public record Departure(URI provider, String browser) {

        /** Never the secret. */
        @Override
        public String toString() {
            return "Departure[]";
        }
    }

    /**
     * What a browser comes back with; any of it may be missing or made up.
     *
     * @param issuer who the provider says it is (RFC 9207)
     * @param error the provider's, when it lets nobody in
     */
    public record Return(
            @Nullable String code,
            @Nullable String state,
            @Nullable String issuer,
            @Nullable String error) {

        /** Never what is secret. */
        @Override
        public String toString() {
            return "Return[]";
        }
    }

    /**
     * A member who may fetch his tokens.
     *
     * @param code with which he does
     * @param returnTo path where he wanted to go
     */
    public record Arrival(String code, String returnTo) {

        /** Never the code. */
        @Override
        public String toString() {
            return "Arrival[]";
        }
    }

    /**
     * Sends a browser to a tenant's provider.
     *
     * @param returnTo path of ours to go to afterwards
     * @param browser the secret that the browser has from before; null when it has none
     * @throws BillingException NOT_FOUND when the tenant has no single sign-on or is none, IDENTITY_PROVIDER_UNAVAILABLE
     */
    public Departure start(String slug, String returnTo, @Nullable String browser) {
        SsoSettings settings = settings(slug);
        ProviderMetadata provider = asked(slug, () -> providers.metadata(settings.issuer()));
        String secret = browser != null && browser.matches("[A-Za-z0-9]{" + SECRET_LENGTH + "}")
                ? browser // so that a login in another window goes on
                : Secrets.random(SECRET_LENGTH);
        String state = Secrets.random(SECRET_LENGTH);
        String nonce = Secrets.random(SECRET_LENGTH);
        String verifier = Secrets.random(SECRET_LENGTH);
        byte[] stateHash = Secrets.hash(state);
        book.begin(new SsoAttempt(
                stateHash,
                settings.tenant().id(),
                settings.issuer(),
                settings.clientId(),
                Secrets.hash(secret),
                Secrets.hash(nonce),
                masterKey.seal(verifier.getBytes(StandardCharsets.UTF_8), sealName(stateHash)),
                returnTo));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", settings.clientId());
        parameters.put("redirect_uri", redirectUri(slug).toString());
        parameters.put("scope", String.join(" ", settings.scopes()));
        parameters.put("state", state);
        parameters.put("nonce", nonce);
        parameters.put(
                "code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier)));
        parameters.put("code_challenge_method", "S256");
        return new Departure(providers.authorization(provider, parameters), secret);
    }

    /**
     * Finds out who came back from the provider and makes him the member that he is to be.
     *
     * @throws BillingException VALIDATION_FAILED for a state that is not this browser's at this tenant, SSO_REFUSED,
     *     IDENTITY_PROVIDER_UNAVAILABLE
     */
    public Arrival arrive(String slug, Return back, @Nullable String browser) {
        SsoSettings settings = settings(slug);
        byte[] browserHash = Secrets.hash(browser == null ? "" : browser);
        String state = back.state();
        SsoAttempt attempt = Optional.ofNullable(state)
                .flatMap(text -> book.take(settings.tenant().id(), Secrets.hash(text), browserHash))
                .filter(begun -> begun.issuer().equals(settings.issuer())
                        && begun.clientId().equals(settings.clientId()))
                .orElseThrow(() -> refused(slug, Accounts.notGood("state")));
        ProvenIdentity who = identify(settings, attempt, back);
        try {
            UUID user = settle(settings, who);
            return new Arrival(book.admit(settings.tenant().id(), user, browserHash), attempt.returnTo());
        } catch (BillingException e) {
            throw refused(slug, e);
        }
    }

    /**
     * Begins the session of who arrived, in the browser in which he did.
     *
     * @throws BillingException VALIDATION_FAILED when the code is used, older than a minute or another browser's
     */
    public Login enter(String code, @Nullable String browser) {
        Login login = book.enter(code, browser == null ? "" : browser);
        log.info(
                "login.sso", login.member().userId(), "tenant=" + login.tenant().slug());
        return login;
    }

    private ProvenIdentity identify(SsoSettings settings, SsoAttempt attempt, Return back) {
        String slug = settings.tenant().slug();
        ProviderMetadata provider = asked(slug, () -> providers.metadata(attempt.issuer()));
        boolean sameIssuer = back.issuer() == null
                ? !provider.namesItself()
                : attempt.issuer().equals(back.issuer());
        if (!sameIssuer) {
            throw refused(slug, SsoRefusal.OTHER_ISSUER.exception());
        }
        String code = back.code();
        if (back.error() != null || code == null) {
            throw refused(slug, SsoRefusal.PROVIDER_REFUSED.exception());
        }
        ProviderClient client = new ProviderClient(
                settings.clientId(),
                open(
                        settings.sealedSecret(),
                        SsoSettings.sealName(settings.tenant().id())));
        CodeToExchange exchange = new CodeToExchange(
                code, open(attempt.sealedVerifier(), sealName(attempt.stateHash())), redirectUri(slug));
        Expectation expected =
                new Expectation(attempt.issuer(), attempt.clientId(), attempt.nonceHash(), settings.groupsClaim());
        return asked(slug, () -> providers.identify(provider, client, exchange, expected));
    }

    private UUID settle(SsoSettings settings, ProvenIdentity who) {
        if (!settings.tenant().isWorkable()) {
            throw new BillingException(ProblemType.SCHEMA_NOT_SUPPORTED, "Another server may be newer: try again");
        }
        @Nullable String role = settings.role(who.groups()).orElse(null);
        UUID user = book.find(settings, who).orElseGet(() -> create(settings, who, role));
        Optional<SsoRefusal> refusal = CurrentActor.call(
                CurrentClient.actor(user, named(user, who), null),
                () -> CurrentScope.call(Scope.of(settings.tenant()), () -> joining.settle(settings, user, role)));
        refusal.ifPresent(why -> {
            throw why.exception();
        });
        return user;
    }

    private UUID create(SsoSettings settings, ProvenIdentity who, @Nullable String role) {
        if (!settings.createsUsers()) {
            throw SsoRefusal.NOT_A_MEMBER.exception();
        }
        if (role == null) {
            throw SsoRefusal.NO_ROLE.exception();
        }
        return book.create(settings, who, passwords.unguessable());
    }

    private static String named(UUID user, ProvenIdentity who) {
        @Nullable String email = who.email();
        return email == null ? user.toString() : SessionService.normal(email);
    }

    private SsoSettings settings(String slug) {
        return book.enabled(slug)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No single sign-on here"));
    }

    private URI redirectUri(String slug) {
        return URI.create(publicUrl + "/api/v1/auth/sso/" + slug + "/callback");
    }

    private String open(byte[] sealed, String name) {
        return new String(masterKey.open(sealed, name), StandardCharsets.UTF_8);
    }

    private static String sealName(byte[] stateHash) {
        return "sso-login:" + HexFormat.of().formatHex(stateHash);
    }

    /** Asks the provider; what is wrong with its answer becomes a refusal. */
    private <T> T asked(String slug, Supplier<T> question) {
        try {
            return question.get();
        } catch (OidcException e) {
            ProblemType type = switch (e.fault()) {
                case CODE, TOKEN -> ProblemType.SSO_REFUSED;
                case ADDRESS, UNREACHABLE, ANSWER, CLIENT -> ProblemType.IDENTITY_PROVIDER_UNAVAILABLE;
            };
            throw refused(slug, new BillingException(type, String.valueOf(e.getMessage())));
        }
    }

    private BillingException refused(String slug, BillingException refusal) {
        log.warning("sso.refused", slug, "because=" + SecurityLog.word(String.valueOf(refusal.getMessage())));
        return refusal;
    }
}
