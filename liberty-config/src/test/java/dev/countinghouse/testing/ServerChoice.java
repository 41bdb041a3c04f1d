package dev.countinghouse.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Decides between containers and embedded servers, and says on the error stream which it was. */
final class ServerChoice {
    private static final String PROPERTY = "countinghouse.test.servers";

    private ServerChoice() {}

    static TestServers.Pair start() {
        String choice = System.getProperty(PROPERTY, "auto");
        return switch (choice) {
            case "containers" -> containers();
            case "embedded" -> embedded("as asked");
            case "auto" -> automatic();
            default -> throw new IllegalArgumentException(PROPERTY + " is containers, embedded or auto, not " + choice);
        };
    }

    private static TestServers.Pair automatic() {
        if (!engineAnswers()) {
            return embedded("no Docker engine answers");
        }
        try {
            return containers();
        } catch (RuntimeException e) { // an engine without the images and without a registry, say
            return embedded("containers do not start: " + e.getMessage());
        }
    }

    private static TestServers.Pair containers() {
        System.err.println("Test servers: containers");
        return ContainerServers.start();
    }

    private static TestServers.Pair embedded(String why) {
        System.err.println("Test servers: embedded (" + why + ")");
        return EmbeddedServers.start();
    }

    /** Looks for a way to an engine first: the library's own search is slow and noisy where there is none. */
    private static boolean engineAnswers() {
        boolean reachable = System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"));
        return reachable && DockerClientFactory.instance().isDockerAvailable();
    }
}
