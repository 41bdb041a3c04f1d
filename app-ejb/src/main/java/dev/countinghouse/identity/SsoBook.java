package dev.countinghouse.identity;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.oidc.ProvenIdentity;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Logins through identity providers: who was sent away, who came back, which user that is. Nobody is asked for anything here. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SsoBook {

    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final Duration CODE = Duration.ofMinutes(1);
    private static final int CODE_LENGTH = 43;
    private static final int NAME_MAX = 200;

    @Inject
    SsoLoginRepository logins;

    @Inject
    SsoIdentityRepository identities;

    @Inject
    IdentityRepository people;

    @Inject
    AccountRepository accounts;

    @Inject
    SessionService sessions;

    @Inject
    @RealTime
    Clock clock;

    /** How an active tenant's members log in; empty when not through a provider. */
    public Optional<SsoSettings> enabled(String slug) {
        return logins.enabled(slug);
    }

    /** Remembers for ten minutes who was sent away. */
    public void begin(SsoAttempt attempt) {
        Instant now = clock.instant();
        logins.deleteExpired(now);
        logins.insert(attempt, now.plus(AWAY));
    }

    /** Who comes back with a state; once, whatever becomes of it. */
    public Optional<SsoAttempt> take(UUID tenantId, byte[] stateHash, byte[] browserHash) {
        return logins.take(tenantId, stateHash, browserHash, clock.instant());
    }

    /**
     * The user whom the provider speaks of. At first he is found by his address, if the provider is believed that it is his, and
     * if he is a member: nobody else's account becomes a member's by a provider's word. A member whom his groups make nothing
     * stays as he is until they once did: whoever sets single sign-on up and tries it does not throw himself out.
     *
     * @return empty when he is to be made
     */
    public Optional<UUID> find(SsoSettings settings, ProvenIdentity who) {
        Optional<UUID> known = identities.meet(subject(settings, who), clock.instant());
        if (known.isPresent()) {
            return Optional.of(
                    known.flatMap(accounts::byId).map(Account::userId).orElseThrow(SsoRefusal.DISABLED::exception));
        }
        String email = believed(settings, who);
        Optional<UUID> user = accounts.byEmail(email).map(Account::userId);
        if (user.isEmpty() && identities.isTaken(email)) {
            throw SsoRefusal.DISABLED.exception();
        }
        user.ifPresent(id -> link(settings, who, id));
        return user;
    }

    private void link(SsoSettings settings, ProvenIdentity who, UUID userId) {
        Membership membership =
                people.membership(userId, settings.tenant().id()).orElseThrow(SsoRefusal.NOT_A_MEMBER::exception);
        if (membership.member().role().equals(Role.OWNER.code())) {
            throw SsoRefusal.OWNER.exception();
        }
        if (settings.givesRoles() && settings.role(who.groups()).isEmpty()) {
            throw SsoRefusal.NO_ROLE.exception();
        }
        if (!identities.link(subject(settings, who), userId, clock.instant())) {
            throw SsoRefusal.OTHER_SUBJECT.exception();
        }
    }

    /**
     * Makes a user of whom the provider speaks of; {@link SsoJoining} makes him a member.
     *
     * @param passwordHash of what nobody knows
     */
    public UUID create(SsoSettings settings, ProvenIdentity who, String passwordHash) {
        String email = believed(settings, who);
        UUID id = Ids.next();
        boolean added = identities.add(id, email, name(who, email), passwordHash)
                && identities.link(subject(settings, who), id, clock.instant());
        if (!added) { // somebody was quicker: he is found at the next try
            throw SsoRefusal.OTHER_SUBJECT.exception();
        }
        return id;
    }

    /** A code with which the browser fetches the tokens of a member, within a minute and once. */
    public String admit(UUID tenantId, UUID userId, byte[] browserHash) {
        String code = Secrets.random(CODE_LENGTH);
        logins.insertCode(
                Secrets.hash(code),
                new SsoLoginRepository.Admitted(tenantId, userId),
                browserHash,
                clock.instant().plus(CODE));
        return code;
    }

    /** Begins the session of a code's member. */
    public Login enter(String code, String browser) {
        SsoLoginRepository.Admitted who = logins.takeCode(Secrets.hash(code), Secrets.hash(browser), clock.instant())
                .orElseThrow(() -> Accounts.notGood("code"));
        Membership membership = people.membership(who.userId(), who.tenantId())
                .filter(member -> !member.member().role().equals(Role.OWNER.code()))
                .filter(member -> logins.rule(who.tenantId()).enabled())
                .orElseThrow(() -> Accounts.notGood("code"));
        return sessions.beginThroughSso(membership.member(), membership.tenant());
    }

    private static String believed(SsoSettings settings, ProvenIdentity who) {
        @Nullable String email = who.email();
        if (email == null || !who.emailVerified()) {
            throw SsoRefusal.NO_VERIFIED_EMAIL.exception();
        }
        if (!settings.admits(email)) {
            throw SsoRefusal.DOMAIN_NOT_ALLOWED.exception();
        }
        return SessionService.normal(email);
    }

    private static String name(ProvenIdentity who, String email) {
        @Nullable String name = who.name();
        String text = name == null ? email.substring(0, email.indexOf('@')) : name.strip();
        return text.length() > NAME_MAX ? text.substring(0, NAME_MAX) : text;
    }

    private static SsoIdentityRepository.Subject subject(SsoSettings settings, ProvenIdentity who) {
        return new SsoIdentityRepository.Subject(settings.tenant().id(), who.issuer(), who.subject());
    }
}
