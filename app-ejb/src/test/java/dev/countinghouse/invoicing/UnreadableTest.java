package dev.countinghouse.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with the data is a difference; what is wrong with the machine fails the job, which is tried again. */
class UnreadableTest {

    static Stream<Exception> ofData() {
        return Stream.of(
                new SQLException("invalid input syntax for type bigint", "22P02"),
                new IllegalArgumentException("not a purpose"),
                new NumberFormatException("x"),
                new ArithmeticException("overflow"),
                new DateTimeException("no such zone"),
                new NullPointerException("percent"),
                new JsonParseException(null, "no tax"));
    }

    @ParameterizedTest
    @MethodSource("ofData")
    void whatTheDataCausesIsNamed(Exception cause) {
        assertThat(Unreadable.cause(new IllegalStateException(new RuntimeException(cause))))
                .isSameAs(cause);
    }

    static Stream<Exception> ofTheMachine() {
        return Stream.of(
                new SQLException("terminating connection", "57P01"),
                new SQLException("no state", (String) null),
                foreign(new IllegalStateException("no transaction")),
                new UnsupportedOperationException("a bug"));
    }

    private static Exception foreign(Exception exception) {
        exception.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("com.example.Server", "begin", "Server.java", 1)});
        return exception;
    }

    @ParameterizedTest
    @MethodSource("ofTheMachine")
    void whatTheMachineCausesIsNot(Exception cause) {
        assertThat(Unreadable.cause(new IllegalStateException(cause))).isNull();
    }

    @Test
    void whatOurOwnRulesRefuseIsOfTheData() {
        IllegalStateException refused = new IllegalStateException("usage event has no amount");
        assertThat(Unreadable.cause(refused)).isSameAs(refused);
    }
}
