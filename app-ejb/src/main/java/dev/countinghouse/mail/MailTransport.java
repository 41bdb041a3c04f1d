package dev.countinghouse.mail;

/** A way to send mail. */
interface MailTransport {

    /**
     * Sends one message, or throws.
     *
     * @throws MailRefused when trying again would be refused again
     * @throws MailNotSent when it may work later; it may even have worked
     */
    void send(Message message);
}
