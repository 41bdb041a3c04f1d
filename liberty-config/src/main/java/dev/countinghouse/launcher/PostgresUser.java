package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom PostgreSQL runs. It refuses to run as root, so root needs a way to drop that: a user namespace without a mapping
 * (files stay root's), else an existing user without rights who owns the data from then on. Anybody else runs it directly.
 *
 * @param prefix words before each PostgreSQL command
 * @param owner who must own the data folder; empty where it stays ours
 */
record PostgresUser(List<String> prefix, String owner) {
    private static final List<String> CANDIDATES = List.of("postgres", "nobody", "daemon");

    /**
     * Finds a way that works here, by trying.
     *
     * @param data the data folder, which exists; when it holds a database, its owner decides
     */
    static PostgresUser forData(Path data, PostgresPrograms programs) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new PostgresUser(Wrapping.sameUser("INT"), "");
        }
        String owner = ownerOf(data);
        PostgresUser namespace = new PostgresUser(inNamespace(), "");
        if ("root".equals(owner) && namespace.canUse(data, programs)) {
            return namespace;
        }
        for (String candidate : "root".equals(owner) ? CANDIDATES : List.of(owner)) {
            PostgresUser other = new PostgresUser(asUser(candidate), candidate);
            if (Commands.works(List.of("chown", "-R", candidate, data.toString())) && other.canUse(data, programs)) {
                return other;
            }
        }
        throw new LauncherException(
                ExitCode.INSTALLATION,
                "PostgreSQL does not run as root, and neither \"unshare -U\" nor a user that can reach %s was found. Run Countinghouse as an ordinary user, or point DATABASE_URL at a server."
                        .formatted(data.getParent()));
    }

    private static List<String> inNamespace() {
        List<String> words = new ArrayList<>(Wrapping.ownSession());
        words.addAll(List.of("unshare", "-U"));
        if (Wrapping.hasDeathSignal()) {
            words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        }
        return List.copyOf(words);
    }

    private static List<String> asUser(String user) {
        List<String> words = new ArrayList<>(Wrapping.ownSession());
        String group = Commands.run(List.of("id", "-g", user)).output().strip(); // not always of the same name
        words.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--no-new-privs"));
        words.addAll(List.of("--pdeathsig", "INT"));
        return List.copyOf(words);
    }

    private boolean canUse(Path data, PostgresPrograms programs) {
        return Commands.works(command("test", "-w", data.toString()))
                && Commands.works(command(programs.program("postgres"), "--version"));
    }

    /** The command as this user. */
    List<String> command(String... words) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(words));
        return all;
    }

    /** Gives a file this user has to read or write. */
    void own(Path path) {
        if (!owner.isEmpty()) {
            Commands.run(List.of("chown", owner, path.toString()));
        }
    }

    private static String ownerOf(Path path) {
        try {
            return Files.getOwner(path).getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
