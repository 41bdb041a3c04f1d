package dev.countinghouse.vault;

/** Somebody who is told how far it is, often, by the thread that works; and who may ask it to stop. */
public interface Progress {

    /** Nobody. */
    Progress NONE = (step, done, total) -> {};

    /**
     * How far it is.
     *
     * @param step what is being done: {@code archive}, {@code verify}, {@code load}, {@code check}, {@code compare},
     *     {@code replay} or {@code erase}
     * @param done in the step's unit, bytes or tables
     * @param total of the same unit, an estimate; 0 when unknown
     */
    void at(String step, long done, long total);

    /** Whether to stop: then what was begun is undone and the call ends with {@link VaultException.Reason#CANCELED}. */
    default boolean canceled() {
        return false;
    }

    /** Tells, and stops if it was asked to. */
    static void report(Progress progress, String step, long done, long total) {
        if (progress.canceled()) {
            throw new VaultException(VaultException.Reason.CANCELED, "Canceled");
        }
        progress.at(step, done, total);
    }
}
