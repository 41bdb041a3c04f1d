package dev.countinghouse.mail;

import java.util.UUID;

/**
 * A mail that this server is to send now.
 *
 * @param attempts this one counted; also the proof that the claim is still ours
 */
public record ClaimedMail(UUID id, String recipient, String subject, byte[] sealedBody, int attempts) {

    /** Never to whom or what. */
    @Override
    public String toString() {
        return "mail " + id + ", try " + attempts;
    }
}
