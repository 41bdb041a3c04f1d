package dev.countinghouse.launcher.client;

/** Why a client of the API cannot go on, in words for the person who started it. */
public class ClientException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClientException(String message) {
        super(message);
    }

    public ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
