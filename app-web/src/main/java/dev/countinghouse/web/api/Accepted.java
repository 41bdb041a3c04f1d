package dev.countinghouse.web.api;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;

/** Answers to requests that a job carries out. */
public final class Accepted {

    private static final int ACCEPTED = 202;

    private Accepted() {}

    /** 202 with the job, and where to ask how far it is. */
    public static Response job(UUID id, Object job) {
        return Response.status(ACCEPTED)
                .location(URI.create("jobs/" + id))
                .entity(job)
                .build();
    }
}
