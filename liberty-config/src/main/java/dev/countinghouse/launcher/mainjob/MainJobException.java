package dev.countinghouse.launcher.mainjob;

/** Why the main job cannot go on, in words for the person who started it. */
class MainJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MainJobException(String message) {
        super(message);
    }

    MainJobException(String message, Throwable cause) {
        super(message, cause);
    }
}
