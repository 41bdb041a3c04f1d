package dev.countinghouse.metering;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.metering.UsageIntakeRepository.Refused;
import dev.countinghouse.problem.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts refused events into the error inbox, in the transaction that refuses them. */
@ApplicationScoped
class RefusedUsage {

    private static final int FIELD_MAX = 255;
    private static final int MESSAGE_MAX = 1_000;

    @Inject
    UsageIntakeRepository repository;

    @Inject
    @RealTime
    Clock realTime;

    /** Keeps the refused ones of a batch. */
    void keep(List<UsageInput> inputs, List<UsageResult> results) {
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            @Nullable FieldError error = results.get(i).error();
            if (error != null) {
                refused.add(refused(null, null, Json.write(inputs.get(i)), error));
            }
        }
        write(refused);
    }

    /** Keeps the refused lines of an import's batch, the first so many. */
    void keep(UUID importId, List<UsageLine> lines, List<UsageResult> results, long most) {
        List<Refused> refused = new ArrayList<>();
        for (int i = 0; i < lines.size() && refused.size() < most; i++) {
            UsageLine line = lines.get(i);
            @Nullable FieldError error = results.get(i).error();
            if (error != null) {
                String sent = line.isEvent()
                        ? Json.write(line.event())
                        : Objects.requireNonNull(line.rejection()).sent();
                refused.add(refused(importId, line.number(), sent, error));
            }
        }
        write(refused);
    }

    private void write(List<Refused> refused) {
        if (!refused.isEmpty()) {
            repository.keep(refused);
        }
    }

    private Refused refused(@Nullable UUID importId, @Nullable Long line, String sent, FieldError error) {
        String event = Json.storable(sent);
        return new Refused(
                Ids.next(),
                sha256(event),
                importId,
                line,
                event,
                cut(Json.storable(error.field()), FIELD_MAX),
                error.code(),
                cut(Json.storable(error.message()), MESSAGE_MAX),
                realTime.instant());
    }

    private static String cut(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
