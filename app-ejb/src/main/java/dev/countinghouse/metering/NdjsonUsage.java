package dev.countinghouse.metering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.FieldError;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Usage events as JSON, one object a line, each as {@code POST /usage} takes it. Empty lines are passed over. */
final class NdjsonUsage implements Iterator<UsageLine> {

    /** Longer lines are rejected, and never held in memory whole. */
    static final int LINE_BYTES_MAX = 64 * 1024;

    private static final int SHOWN_CHARACTERS = 1_000;

    private final InputStream body;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;
    private boolean tooLong;
    private boolean read;

    NdjsonUsage(InputStream body) {
        this.body = new BufferedInputStream(body, LINE_BYTES_MAX);
    }

    @Override
    public boolean hasNext() {
        try {
            while (!read && readLine()) {
                read = tooLong || !line.toString(StandardCharsets.UTF_8).isBlank();
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there was one more line, which may be empty. */
    private boolean readLine() throws IOException {
        line.reset();
        tooLong = false;
        int next = body.read();
        if (next < 0) {
            return false;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = body.read()) {
            if (line.size() < LINE_BYTES_MAX) {
                line.write(next);
            } else {
                tooLong = true;
            }
        }
        return true;
    }

    @Override
    public UsageLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the end of the file");
        }
        read = false;
        @Nullable String text = text();
        if (tooLong) {
            return rejected("", "line", "too_long", "must be at most " + LINE_BYTES_MAX + " bytes");
        }
        if (text == null) {
            return rejected("", "line", "malformed", "is not UTF-8");
        }
        try {
            @Nullable UsageInput input = Json.MAPPER.readValue(text, UsageInput.class);
            return input == null
                    ? rejected(text, "line", "malformed", "is no JSON object")
                    : UsageLine.of(number, input);
        } catch (JsonMappingException e) {
            return rejected(text, field(e), "malformed", "is not what a usage event has there");
        } catch (JsonProcessingException e) {
            return rejected(text, "line", "malformed", "is no JSON object");
        }
    }

    private @Nullable String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String field(JsonMappingException error) {
        return error.getPath().isEmpty() || error.getPath().getFirst().getFieldName() == null
                ? "line"
                : error.getPath().getFirst().getFieldName();
    }

    private UsageLine rejected(String text, String field, String code, String message) {
        String sent =
                Json.write(Map.of("line", storable(text.substring(0, Math.min(text.length(), SHOWN_CHARACTERS)))));
        return UsageLine.rejected(number, sent, new FieldError(field, code, message));
    }

    private static String storable(String text) {
        return Json.isStorable(text) ? text : "";
    }
}
