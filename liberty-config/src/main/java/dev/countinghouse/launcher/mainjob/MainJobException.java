package dev.countinghouse.launcher.mainjob;

import dev.countinghouse.launcher.client.ClientException;

/** Why the main job cannot go on, in words for the person who started it. */
class MainJobException extends ClientException {
    private static final long serialVersionUID = 1L;

    MainJobException(String message) {
        super(message);
    }

    MainJobException(String message, Throwable cause) {
        super(message, cause);
    }
}
