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
        return open(member, tenant, clock.instant());
    }

    /** Begins a session of a member who has one in another tenant; nobody has shown who he is by that. */
    public Login goOnIn(Member member, Tenant tenant) {
        return open(member, tenant, null);
    }

    /**
     * Begins a session of a member for whom the tenant's identity provider vouches; it ends after hours, however refreshed. A
     * second factor is the provider's matter, and to us he has not shown who he is.
     */
    public Login beginThroughSso(Member member, Tenant tenant) {
        return begin(member, tenant, null, true);
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

    private Login open(Member member, Tenant tenant, @Nullable Instant authenticatedAt) {
        requireLetIn(member, tenant);
        return begin(member, tenant, authenticatedAt, false);
    }

    private Login begin(Member member, Tenant tenant, @Nullable Instant authenticatedAt, boolean throughSso) {
        UUID id = Ids.next();
        String secret = Secrets.random(REFRESH_SECRET_LENGTH);
        Instant now = clock.instant();
        sessions.insert(
                new SessionRepository.Session(
                        id,
                        member.userId(),
                        tenant.id(),
                        Secrets.hash(secret),
                        now.plus(throughSso ? Duration.ofHours(ssoHours) : Duration.ofDays(refreshDays)),
                        null,
                        throughSso),
                now,
                authenticatedAt);
        return login(member, tenant, new Opened(id, secret, throughSso));
    }

    /**
     * Exchanges a refresh token for new tokens.
     *
     * @return empty when the token is not good; if it was a used one, its session has been ended
     */
    public Optional<Login> refresh(String refreshToken) {
        int dot = refreshToken.indexOf('.');
        Optional<UUID> id = dot < 0 ? Optional.empty() : uuid(refreshToken.substring(0, dot));
        Instant now = clock.instant();
        return id.flatMap(sessions::lock)
                .filter(session -> session.endedAt() == null && now.isBefore(session.expiresAt()))
                .flatMap(session -> rotate(session, refreshToken.substring(dot + 1), now));
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
                    Instant expires = throughSso ? session.expiresAt() : now.plus(Duration.ofDays(refreshDays));
                    sessions.rotate(session.id(), Secrets.hash(next), now, expires);
                    return login(membership.member(), membership.tenant(), new Opened(session.id(), next, throughSso));
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
    private record Opened(UUID id, String secret, boolean throughSso) {

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
        String access = tokens.issue(member, tenant, session.id(), further);
        return new Login(
                member,
                tenant,
                new SessionTokens(access, session.id() + "." + session.secret(), tokens.lifeSeconds()),
                standing);
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
