package dev.countinghouse.web.metering;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.metering.UsageResource.RecordBatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads CloudEvents as usage events. */
@Provider
@Consumes({CloudEventReader.EVENT, CloudEventReader.BATCH})
public class CloudEventReader implements MessageBodyReader<Object> {

    static final String EVENT = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private static final String VERSION = "1.0";

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type.equals(UsageResource.RecordUsage.class) || type.equals(RecordBatch.class);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        if (type.equals(RecordBatch.class)) {
            @Nullable List<@Nullable CloudEvent> events = Json.MAPPER.readValue(body, new TypeReference<>() {});
            return new RecordBatch(Objects.requireNonNullElse(events, List.<@Nullable CloudEvent>of()).stream()
                    .map(CloudEventReader::usage)
                    .toList());
        }
        return usage(Json.MAPPER.readValue(body, CloudEvent.class));
    }

    private static UsageResource.RecordUsage usage(@Nullable CloudEvent event) {
        if (event == null) {
            throw BillingException.invalid("body", "malformed", "must be a CloudEvent");
        }
        if (!VERSION.equals(event.specversion())) {
            throw BillingException.invalid("specversion", "unknown", "must be " + VERSION);
        }
        if (event.datacontenttype() != null
                && !event.datacontenttype().matches("application/([a-z0-9.-]+\\+)?json(;.*)?")) {
            throw BillingException.invalid("datacontenttype", "not_allowed", "must be JSON");
        }
        return event.toUsage();
    }
}
