package dev.countinghouse.launcher.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What the API answered to one request; {@code body} is a missing node where the answer was not JSON. */
public record Answer(String method, String path, int status, String text, JsonNode body) {

    public boolean is(int code) {
        return status == code;
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }

    /** The body of a success.
     *
     * @throws ApiException on any other status */
    public JsonNode required() {
        if (!succeeded()) {
            throw new ApiException(this);
        }
        return body;
    }
}
