package dev.countinghouse.web.metering;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.countinghouse.web.metering.UsageResource.RecordUsage;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A usage event as a CloudEvent 1.0 in structured JSON: {@code id} and {@code source} are the event's own key, {@code type}
 * is the billable metric's code, {@code subject} our customer by his external id, {@code data} the properties. Extension
 * attributes are allowed and not read. Source: CloudEvents 1.0.2, JSON event format.
 *
 * @param specversion {@code 1.0}
 * @param time when it happened; required here, since a repeated event must be the same
 * @param datacontenttype JSON, or left out
 * @param dataschema allowed and not read
 * @param data an object of text, numbers and booleans
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudEvent(
        @Schema(required = true, enumeration = "1.0") @Nullable
        String specversion,

        @Schema(required = true) @Nullable String id,
        @Schema(required = true) @Nullable String source,
        @Schema(required = true) @Nullable String type,
        @Schema(required = true) @Nullable String subject,
        @Schema(required = true) @Nullable Instant time,
        @Nullable String datacontenttype,
        @Nullable String dataschema,
        @Nullable Map<String, Object> data) {

    /** The same event in our form; what is missing is refused there. */
    @SuppressWarnings("NullAway") // the request's own constraints refuse what is null
    RecordUsage toUsage() {
        return new RecordUsage(id, source, null, subject, null, type, time, null, data);
    }
}
