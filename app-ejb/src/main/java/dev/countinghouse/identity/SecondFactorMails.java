package dev.countinghouse.identity;

import dev.countinghouse.mail.Mail;
import dev.countinghouse.mail.Mails;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells a user what happened to his second factor, when the transaction commits. Nothing that somebody chose stands in it. */
@ApplicationScoped
class SecondFactorMails {

    private static final String WAS_IT_YOU =
            "\n\nIf it was not you, set a new password now and tell your administrator.\n";

    @Inject
    Mails mails;

    void enabled(UUID userId, String email) {
        send(
                userId,
                email,
                "Your second factor is on",
                "From now on, whoever logs in with your password or by a mailed link is asked for a code of your"
                        + " authenticator app too. All your other sessions have ended." + WAS_IT_YOU);
    }

    void disabled(UUID userId, String email) {
        send(
                userId,
                email,
                "Your second factor is off",
                "From now on your password or a mailed link is enough to log in." + WAS_IT_YOU);
    }

    void codesRenewed(UUID userId, String email) {
        send(
                userId,
                email,
                "You have new recovery codes",
                "Recovery codes that you had before are good no more." + WAS_IT_YOU);
    }

    void codeUsed(UUID userId, String email, int left) {
        send(
                userId,
                email,
                "A recovery code was used",
                "Somebody logged in to your account with one of its recovery codes. " + left + " are left."
                        + WAS_IT_YOU);
    }

    void manyWrong(UUID userId, String email) {
        send(
                userId,
                email,
                "Wrong codes for your account",
                "Somebody who got past your password, or has your mail, has entered several wrong codes and did not get in."
                        + WAS_IT_YOU);
    }

    /** By the tenant's role, on its behalf. */
    void reset(UUID userId, String email, UUID tenantId) {
        send(
                userId,
                email,
                "Your second factor was taken away",
                "An administrator has taken away your second factor and ended your sessions. Log in and set up a new one."
                        + "\n\nIf you did not ask for that, talk to your administrator.\n",
                tenantId);
    }

    private void send(UUID userId, String email, String subject, String text) {
        send(userId, email, subject, text, null);
    }

    private void send(UUID userId, String email, String subject, String text, @Nullable UUID tenantId) {
        mails.send(new Mail(email, subject + " (Countinghouse)", text), tenantId, userId);
    }
}
