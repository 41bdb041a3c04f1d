package dev.countinghouse.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.ejb.EJBAccessException;
import jakarta.ejb.EJBException;
import jakarta.ejb.EJBTransactionRolledbackException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProblemMapperTest {

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new BillingException(ProblemType.SLUG_TAKEN, "taken"), ProblemType.SLUG_TAKEN),
                Arguments.of(new EJBAccessException("no"), ProblemType.FORBIDDEN),
                Arguments.of(new OptimisticLockException("stale"), ProblemType.CONCURRENT_CHANGE),
                Arguments.of(
                        new BodyLimit.ExceededException(new BodyLimit.Most(10, "At most 10")),
                        ProblemType.BODY_TOO_LARGE),
                Arguments.of(new JsonParseException(null, "no JSON"), ProblemType.MALFORMED_REQUEST),
                Arguments.of(new SQLTransientConnectionException("busy"), ProblemType.UNAVAILABLE),
                Arguments.of(new SQLNonTransientConnectionException("gone"), ProblemType.UNAVAILABLE),
                Arguments.of(new SQLException("statement timeout", "57014"), ProblemType.QUERY_TIMEOUT),
                Arguments.of(new SQLException("lock timeout", "55P03"), ProblemType.QUERY_TIMEOUT),
                Arguments.of(new SQLException("idle in transaction", "25P03"), ProblemType.QUERY_TIMEOUT),
                Arguments.of(new SQLException("transaction timeout", "25P04"), ProblemType.QUERY_TIMEOUT),
                Arguments.of(new SQLException("shutting down", "57P01"), ProblemType.UNAVAILABLE),
                Arguments.of(unique("plans_code_key"), ProblemType.CODE_TAKEN),
                Arguments.of(unique("metered_once"), ProblemType.METRIC_ALREADY_BILLED),
                Arguments.of(unique("invoice_lines_once"), ProblemType.INTERNAL),
                Arguments.of(new SQLException("syntax error", "42601"), ProblemType.INTERNAL),
                Arguments.of(new NullPointerException("ours"), ProblemType.INTERNAL),
                Arguments.of(new IllegalArgumentException("ours"), ProblemType.INTERNAL),
                Arguments.of(new StackOverflowError(), ProblemType.INTERNAL));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorHasItsProblem(Throwable error, ProblemType type) {
        assertThat(ProblemMapper.problem(error, "r1").code()).isEqualTo(type.code());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whateverItIsWrappedIn(Throwable error, ProblemType type) {
        Exception wrapped = new EJBTransactionRolledbackException(
                "rolled back", new EJBException("in a bean", new PersistenceException("at the database", error)));
        assertThat(ProblemMapper.problem(wrapped, "r1").code()).isEqualTo(type.code());
    }

    @ParameterizedTest(name = "the server refuses with {0}: {1}")
    @CsvSource({
        "400, MALFORMED_REQUEST",
        "401, UNAUTHENTICATED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "406, NOT_ACCEPTABLE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "422, MALFORMED_REQUEST",
        "500, INTERNAL",
        "503, UNAVAILABLE"
    })
    void aRefusalOfTheServerIsToldInOurWords(int status, ProblemType type) {
        Exception refused = new WebApplicationException(
                "RESTEASY003210: Could not find resource for full path: http://inside:9080/",
                new RefusedByTheServer(status));
        Problem problem = ProblemMapper.problem(refused, "r1");
        assertThat(problem.code()).isEqualTo(type.code());
        assertThat(problem.detail()).doesNotContain("RESTEASY", "inside");
    }

    @Test
    void whatWeDidNotForeseeShowsNothingOfTheInside() {
        Exception error = new IllegalStateException("SELECT password_hash FROM public.users");
        Problem problem = ProblemMapper.problem(error, "r1");
        assertThat(problem.status()).isEqualTo(500);
        assertThat(Json.write(problem)).doesNotContain("SELECT", "IllegalState", "password");
        assertThat(problem.requestId()).isEqualTo("r1");
    }

    @Test
    void aRefusalKeepsItsFields() {
        BillingException refused = BillingException.invalid("charges[0].code", "duplicate", "is used already");
        Problem problem = ProblemMapper.problem(refused, "r1");
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).containsExactly(new FieldError("charges[0].code", "duplicate", "is used already"));
        assertThat(problem.detail()).isEqualTo("charges[0].code is used already");
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void aProblemOnTheWireIsAsTheStandardWantsIt(ProblemType type) throws IOException {
        GivenResponse response = new GivenResponse();
        Problem.of(type, "detail", List.of(), "r1").writeTo(response);
        assertThat(response.getStatus()).isEqualTo(type.status());
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(Json.readObject(response.text()))
                .containsEntry("type", type.uri())
                .containsEntry("title", type.title())
                .containsEntry("status", type.status())
                .containsEntry("code", type.code())
                .containsEntry("detail", "detail")
                .containsEntry("errors", List.of())
                .containsEntry("request_id", "r1");
    }

    @ParameterizedTest
    @EnumSource(
            value = ProblemType.class,
            names = {"REQUEST_IN_PROGRESS", "TENANT_BUSY", "TOO_MANY_LOGINS", "QUERY_TIMEOUT", "UNAVAILABLE"})
    void whatPassesSaysWhenToAskAgain(ProblemType type) throws IOException {
        GivenResponse response = new GivenResponse();
        Problem.of(type, "detail", List.of(), "r1").writeTo(response);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    }

    private static Exception unique(String constraint) {
        return new ConstraintViolationException("no", new SQLException("duplicate key", "23505"), constraint);
    }
}
