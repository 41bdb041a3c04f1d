package dev.countinghouse.web.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files on their way to a client. */
public final class Download {

    private Download() {}

    /**
     * 200 with a file, streamed.
     *
     * @param name under which the client keeps it: letters, digits, dots and dashes
     * @param bytes its size
     */
    public static Response of(Path file, String name, long bytes) {
        StreamingOutput content = out -> Files.copy(file, out);
        return Response.ok(content)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CONTENT_LENGTH, bytes)
                .build();
    }
}
