package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.UUID;

/** What the server answered. */
record Answer(String request, int status, HttpHeaders headers, String text) {

    JsonNode json() {
        return Body.parse(text());
    }

    /** A header's value, empty when it is not there. */
    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Answer expect(int expected) {
        assertThat(status).as("%s answered %s", request, text()).isEqualTo(expected);
        return this;
    }

    /** It is a problem of this status and code. */
    Answer expectProblem(int expected, String code) {
        expect(expected);
        assertThat(json().path("code").asText())
                .as("%s answered %s", request, text())
                .isEqualTo(code);
        return this;
    }

    /** It is a problem of this status and code, and names the field. */
    Answer expectProblem(int expected, String code, String field) {
        expectProblem(expected, code);
        assertThat(json().path("errors").findValuesAsText("field"))
                .as("%s answered %s", request, text())
                .contains(field);
        return this;
    }

    /** The id of the resource in it. */
    UUID id() {
        return UUID.fromString(json().path("id").asText());
    }
}
