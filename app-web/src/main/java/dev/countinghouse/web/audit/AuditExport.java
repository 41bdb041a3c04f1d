package dev.countinghouse.web.audit;

import dev.countinghouse.audit.AuditEntryView;
import dev.countinghouse.json.Json;
import dev.countinghouse.web.api.Csv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** As what the log can be taken away. */
enum AuditExport {
    NDJSON(AuditExport.NDJSON_TYPE) {
        @Override
        String begin() {
            return "";
        }

        @Override
        String line(AuditEntryView entry) {
            return Json.write(entry) + "\n";
        }
    },
    CSV(AuditExport.CSV_TYPE) {
        @Override
        String begin() {
            return COLUMNS + "\r\n";
        }

        @Override
        String line(AuditEntryView entry) {
            AuditEntryView.ActorView actor = entry.actor();
            return Csv.row(
                    entry.id().toString(),
                    entry.at().toString(),
                    actor.kind(),
                    actor.id(),
                    actor.name(),
                    actor.role(),
                    actor.keyPrefix(),
                    actor.ip(),
                    actor.requestId(),
                    entry.action(),
                    entry.resource(),
                    entry.resourceId(),
                    entry.before() == null ? null : Json.write(entry.before()),
                    entry.after() == null ? null : Json.write(entry.after()),
                    entry.reason());
        }
    };

    static final String NDJSON_TYPE = "application/x-ndjson";
    static final String CSV_TYPE = Csv.MEDIA_TYPE;

    private static final String COLUMNS = "id,at,actor_kind,actor_id,actor_name,role,key_prefix,ip,request_id,action,"
            + "resource,resource_id,before,after,reason";

    private final String mediaType;

    AuditExport(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    abstract String begin();

    abstract String line(AuditEntryView entry);

    void begin(OutputStream output) throws IOException {
        output.write(begin().getBytes(StandardCharsets.UTF_8));
    }

    void write(List<AuditEntryView> part, OutputStream output) throws IOException {
        output.write(part.stream().map(this::line).collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }
}
