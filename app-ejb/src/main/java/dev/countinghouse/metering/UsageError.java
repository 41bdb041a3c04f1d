package dev.countinghouse.metering;

import dev.countinghouse.database.LowerCaseEnum;
import dev.countinghouse.json.Json;
import dev.countinghouse.metering.UsageErrorView.State;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An event that was refused, kept until somebody puts it right or gives it up. What was sent never changes. */
@Entity
@Table(name = "usage_errors")
class UsageError {

    @Id
    private UUID id;

    @Column(name = "fingerprint", nullable = false, updatable = false)
    private byte[] fingerprint;

    @Column(name = "import_id", updatable = false)
    private @Nullable UUID importId;

    @Column(name = "line", updatable = false)
    private @Nullable Long line;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "event", nullable = false, updatable = false)
    private String event;

    @Column(name = "field", nullable = false)
    private String field;

    @Column(name = "code", nullable = false)
    private String code;

    @Column(name = "message", nullable = false)
    private String message;

    @Convert(converter = OfState.class)
    @Column(name = "state", nullable = false)
    private State state;

    @Column(name = "event_id")
    private @Nullable UUID eventId;

    @Column(name = "received_at", nullable = false, updatable = false)
    private Instant receivedAt;

    @Column(name = "closed_at")
    private @Nullable Instant closedAt;

    @Version
    @Column(name = "version", nullable = false)
    private int version;

    protected UsageError() {}

    UUID id() {
        return id;
    }

    /** What was sent, as JSON. */
    String event() {
        return event;
    }

    int version() {
        return version;
    }

    /** @throws BillingException CONFLICT when it was replayed or discarded before */
    void requireOpen() {
        if (state != State.OPEN) {
            throw new BillingException(
                    ProblemType.CONFLICT, "It is " + Json.MAPPER.convertValue(state, String.class) + " already");
        }
    }

    /** Its event, put right, is stored. */
    void replayed(UUID stored, Instant now) {
        requireOpen();
        state = State.REPLAYED;
        eventId = stored;
        closedAt = now;
    }

    /** It was tried again and refused again, perhaps for another reason. */
    void refused(FieldError error) {
        requireOpen();
        field = error.field();
        code = error.code();
        message = error.message();
    }

    /** Nobody will send it again. */
    void discard(Instant now) {
        requireOpen();
        state = State.DISCARDED;
        closedAt = now;
    }

    UsageErrorView view() {
        return new UsageErrorView(
                id,
                state,
                importId,
                line,
                Json.readObject(event),
                field,
                code,
                message,
                eventId,
                receivedAt,
                closedAt,
                version);
    }

    /** {@link State} as text. */
    static class OfState extends LowerCaseEnum<State> {
        OfState() {
            super(State.class);
        }
    }
}
