package dev.countinghouse.oidc;

/** A provider, or what it sent, is not as it should be. The message says what for a person; nothing of an answer stands in it. */
public class OidcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Fault {
        /** The address may not be called. */
        ADDRESS,
        /** Nobody answers in time. */
        UNREACHABLE,
        /** What answers is no OpenID provider, or another one. */
        ANSWER,
        /** The provider does not know the client by this id and secret. */
        CLIENT,
        /** The provider does not take the code. */
        CODE,
        /** The ID token is not good. */
        TOKEN
    }

    private final Fault fault;

    OidcException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    OidcException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
