package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.ActsAsIdentity;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Logins. A session is a family of refresh tokens: each refresh gives a new one and ends the old; an old one presented
 * again means that somebody else has it, and ends the family.
 *
 * <p>What the console begins is the console's: it ends when it is not refreshed for half an hour, and after half a day however
 * often it is (ASVS 5.0, 7.3.1 and 7.3.2), and so does what is begun out of it.
 */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SessionService {

    private static final int REFRESH_SECRET_LENGTH = 43;
    private static final int CHALLENGE_LENGTH = 43;
    private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(5);
    private static final int CHALLENGE_ATTEMPTS = 5;

    @Inject
    IdentityRepository identities;

    @Inject
    SessionRepository sessions;

    @Inject
    SessionEnding ending;

    @Inject
    SecondFactorRepository factors;

    @Inject
    SecondFactorPolicy policy;

    @Inject
    LoginChallengeRepository challenges;

    @Inject
    SsoLoginRepository sso;

    @Inject
    SecurityLog log;

    @Inject
    Tokens tokens;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "countinghouse.refresh-token.days", defaultValue = "7")
    int refreshDays;

    @Inject
    @ConfigProperty(name = "countinghouse.sso.session-hours", defaultValue = "12")
    int ssoHours;

    /** Few, because the console is taken for used when it asks for the next one. */
    @Inject
    @ConfigProperty(name = "countinghouse.console.access-token.minutes", defaultValue = "5")
    int consoleTokenMinutes;

    @Inject
    @ConfigProperty(name = "countinghouse.console.idle-minutes", defaultValue = "30")
    int consoleIdleMinutes;

    @Inject
    @ConfigProperty(name = "countinghouse.console.session-hours", defaultValue = "12")
    int consoleHours;

    /**
     * Begins a session of a user who has shown one factor, such as his password, or asks for the second one if he has one.
     *
     * @param slug the tenant to enter; null when the user is in one only
     * @throws BillingException UNAUTHENTICATED when the user is no member of it
     */
    public LoginStep begin(String email, @Nullable String slug) {
        List<Membership> memberships = identities.memberships(normal(email));
        List<Membership> fitting = memberships.stream()
                .filter(membership -> slug == null || membership.tenant().slug().equals(slug))
                .toList();
        if (fitting.isEmpty()) {
            throw new BillingException(ProblemType.UNAUTHENTICATED, "E-mail address or password is wrong");
        }
        if (fitting.size() > 1) {
            throw BillingException.invalid("tenant", "required", "must name one of your tenants");
        }
        return begin(fitting.getFirst().member(), fitting.getFirst().tenant());
    }

    /**
     * The same for a member of a tenant.
     *
     * @throws BillingException SSO_REQUIRED when the tenant lets its members in through its identity provider alone
     */
    public LoginStep begin(Member member, Tenant tenant) {
        requireLetIn(member, tenant);
        UUID userId = member.userId();
        if (factors.find(userId)
                .filter(SecondFactorRepository.Factor::isConfirmed)
                .isEmpty()) {
            return beginUnasked(member, tenant);
        }
        String secret = Secrets.random(CHALLENGE_LENGTH);
        Instant now = clock.instant();
        challenges.deleteExpired(userId, now);
        challenges.insert(
                Secrets.hash(secret),
                new LoginChallengeRepository.Challenge(userId, tenant.id()),
                CHALLENGE_ATTEMPTS,
                now.plus(CHALLENGE_LIFE));
        log.info("login.challenged", userId, "tenant=" + tenant.slug());
        return new LoginChallenge(secret, CHALLENGE_LIFE.toSeconds());
    }

    /**
     * What a user may do in a tenant: what both his role of today and the one that his token names allow today. Empty when he
     * is disabled or no member, or when the role that the token names is no more.
     */
    public Optional<Set<String>> permissions(UUID userId, UUID tenantId, String named) {
        return identities
                .role(userId, tenantId)
                .flatMap(now -> now.within(named, () -> identities.ownRole(named, tenantId)));
    }

    /** Begins a session of a member who was just made, or has just shown all his factors. */
    public Login beginUnasked(Member member, Tenant tenant) {
        requireLetIn(member, tenant);
        return open(new Opening(member, tenant, clock.instant(), false, null));
    }

    /**
     * Begins a session of a member who has one in another tenant; nobody has shown who he is by that. Out of the console's comes
     * one of the console that ends no later: no script in its page gets a refresh token this way.
     *
     * @param caller with the session that he has
     * @throws BillingException FORBIDDEN when that is the console's and it is not the console that asks
     */
    public Login goOnIn(Member member, Tenant tenant, Caller caller) {
        requireLetIn(member, tenant);
        requireMayGoOn(caller);
        return open(new Opening(
                member,
                tenant,
                null,
                false,
                life(caller).map(SessionRepository.Life::endsAt).orElse(null)));
    }

    /**
     * Refuses whom {@link #goOnIn} would refuse for the kind of his session, before anything is done for him.
     *
     * @throws BillingException FORBIDDEN when his session is the console's and it is not the console that asks
     */
    public void requireMayGoOn(Caller caller) {
        boolean console = life(caller).map(SessionRepository.Life::console).orElse(false);
        if (console && !CurrentClient.get().isConsole()) {
            throw new BillingException(
                    ProblemType.FORBIDDEN, "This session is the console's: send the header that says so, or log in");
        }
    }

    private Optional<SessionRepository.Life> life(Caller caller) {
        return Optional.ofNullable(caller.sessionId()).flatMap(sessions::life);
    }

    /**
     * Begins a session of a member for whom the tenant's identity provider vouches; it ends after hours, however refreshed. A
     * second factor is the provider's matter, and to us he has not shown who he is.
     */
    public Login beginThroughSso(Member member, Tenant tenant) {
        return open(new Opening(member, tenant, null, true, null));
    }

    private void requireLetIn(Member member, Tenant tenant) {
        if (isShutOut(member, sso.rule(tenant.id()))) {
            throw new BillingException(
                    ProblemType.SSO_REQUIRED, "Begin at /api/v1/auth/sso/" + tenant.slug() + "/start");
        }
    }

    /** An owner always gets in by himself: somebody has to when the provider does not answer. */
    private static boolean isShutOut(Member member, SsoLoginRepository.Rule rule) {
        return rule.required() && !member.role().equals(Role.OWNER.code());
    }

    /**
     * A session to be begun.
     *
     * @param authenticatedAt when its user showed who he is; null when he did not
     * @param throughSso whether the tenant's identity provider vouches for him
     * @param endsAt when the session ends that this one comes out of; null for none that ends
     */
    private record Opening(
            Member member,
            Tenant tenant,
            @Nullable Instant authenticatedAt,
            boolean throughSso,
            @Nullable Instant endsAt) {}

    private Login open(Opening opening) {
        UUID id = Ids.next();
        String secret = Secrets.random(REFRESH_SECRET_LENGTH);
        Instant now = clock.instant();
        SessionRepository.Life life = life(opening, now);
        sessions.insert(
                new SessionRepository.Session(
                        id,
                        opening.member().userId(),
                        opening.tenant().id(),
                        Secrets.hash(secret),
                        expires(life, now),
                        null,
                        opening.throughSso(),
                        life),
                now,
                opening.authenticatedAt());
        return login(opening.member(), opening.tenant(), new Opened(id, secret, opening.throughSso(), life.console()));
    }

    private SessionRepository.Life life(Opening opening, Instant now) {
        boolean console = CurrentClient.get().isConsole();
        Instant end = opening.throughSso() ? now.plus(Duration.ofHours(ssoHours)) : opening.endsAt();
        return new SessionRepository.Life(
                console, console ? earlier(end, now.plus(Duration.ofHours(consoleHours))) : end);
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    /** Until when a refresh token is good that is given now. */
    private Instant expires(SessionRepository.Life life, Instant now) {
        Instant end = life.endsAt();
        if (life.console()) {
            return earlier(end, now.plus(Duration.ofMinutes(consoleIdleMinutes)));
        }
        return end == null ? now.plus(Duration.ofDays(refreshDays)) : end;
    }

    /**
     * Exchanges a refresh token for new tokens.
     *
     * @return empty when the token is not good; if it was a used one, its session has been ended
     */
    public Optional<Login> refresh(String refreshToken) {
        Instant now = clock.instant();
        return family(refreshToken)
                .flatMap(sessions::lock)
                .filter(session -> session.endedAt() == null && now.isBefore(session.expiresAt()))
                .flatMap(session -> rotate(session, secret(refreshToken), now));
    }

    /** The session that a refresh token says it is of. */
    private static Optional<UUID> family(String refreshToken) {
        int dot = refreshToken.indexOf('.');
        return dot < 0 ? Optional.empty() : uuid(refreshToken.substring(0, dot));
    }

    private static String secret(String refreshToken) {
        return refreshToken.substring(refreshToken.indexOf('.') + 1);
    }

    private Optional<Login> rotate(SessionRepository.Session session, String secret, Instant now) {
        if (!Secrets.matches(secret, session.refreshHash())) {
            ending.end(session.id(), session.tenantId(), "reuse");
            log.warning("session.refresh_token_reused", session.userId(), "session=" + session.id());
            return Optional.empty();
        }
        SsoLoginRepository.Rule rule = sso.rule(session.tenantId());
        boolean throughSso = session.throughSso();
        return identities
                .membership(session.userId(), session.tenantId())
                .filter(membership -> throughSso ? rule.enabled() : !isShutOut(membership.member(), rule))
                .map(membership -> {
                    String next = Secrets.random(REFRESH_SECRET_LENGTH);
                    sessions.rotate(session.id(), Secrets.hash(next), now, expiresNext(session, now));
                    return login(
                            membership.member(),
                            membership.tenant(),
                            new Opened(
                                    session.id(),
                                    next,
                                    throughSso,
                                    session.life().console()));
                });
    }

    private Instant expiresNext(SessionRepository.Session session, Instant now) {
        boolean olderSso =
                session.throughSso() && session.life().endsAt() == null; // its end was not written apart then
        return olderSso ? session.expiresAt() : expires(session.life(), now);
    }

    /**
     * Ends the session that a browser had when it begins another one, or logs out; does nothing when it had none that is good.
     *
     * @param refreshToken the newest one of the session that is over
     * @param next one of the session that goes on; null for none
     */
    public void replace(String refreshToken, @Nullable String next) {
        Optional<UUID> goesOn = next == null ? Optional.empty() : family(next);
        family(refreshToken)
                .filter(id -> !goesOn.equals(Optional.of(id)))
                .flatMap(sessions::lock)
                .filter(session ->
                        session.endedAt() == null && Secrets.matches(secret(refreshToken), session.refreshHash()))
                .ifPresent(session -> {
                    ending.end(session.id(), session.tenantId(), "replaced");
                    log.info("session.replaced", session.userId(), "session=" + session.id());
                });
    }

    /** Ends the caller's session; an API key has none. */
    public void logout(Caller caller) {
        UUID sessionId = caller.sessionId();
        UUID tenantId = caller.tenantId();
        if (sessionId != null && tenantId != null) {
            ending.end(sessionId, tenantId, "logout");
            log.info("session.logout", caller.userId(), "session=" + sessionId);
        }
    }

    /** A session and the secret of its newest refresh token. */
    private record Opened(UUID id, String secret, boolean throughSso, boolean console) {

        /** Never the secret. */
        @Override
        public String toString() {
            return "Opened[" + id + "]";
        }
    }

    private Login login(Member member, Tenant tenant, Opened session) {
        FactorStanding standing = session.throughSso()
                ? new FactorStanding(false, null, false)
                : policy.standing(member.userId(), tenant.id());
        Map<String, Object> further = session.throughSso() ? Map.of(Caller.THROUGH_SSO, true) : standing.claims();
        long seconds = session.console()
                ? Math.min(Duration.ofMinutes(consoleTokenMinutes).toSeconds(), tokens.lifeSeconds())
                : tokens.lifeSeconds();
        String access = tokens.issue(member, tenant, session.id(), seconds, further);
        return new Login(
                member, tenant, new SessionTokens(access, session.id() + "." + session.secret(), seconds), standing);
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
