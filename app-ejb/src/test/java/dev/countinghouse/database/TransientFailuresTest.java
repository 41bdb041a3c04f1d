package dev.countinghouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransientFailuresTest {

    @ParameterizedTest(name = "SQLSTATE {0}: {1}")
    @CsvSource({
        "08006, true", // connection failure
        "40001, true", // serialization failure
        "40P01, true", // deadlock
        "53300, true", // too many connections
        "55P03, true", // lock not available
        "57014, true", // statement canceled
        "25P03, true", // idle in the transaction for too long
        "25P04, true", // transaction took too long
        "25P02, false", // the transaction failed before
        "57P01, true", // admin shutdown
        "23505, false", // unique violation
        "42501, false", // insufficient privilege
        "22003, false" // out of range
    })
    void failuresOfTheMomentAreToldByTheirState(String state, boolean passing) {
        RuntimeException wrapped = new IllegalStateException(new RuntimeException(new SQLException("x", state)));

        assertThat(TransientFailures.is(wrapped)).isEqualTo(passing);
    }

    @Test
    void aConnectionThatCannotBeHadIsOneWithoutAnyState() {
        assertThat(TransientFailures.is(new SQLTransientConnectionException("pool is empty")))
                .isTrue();
    }

    @Test
    void anErrorOfOurOwnIsNone() {
        assertThat(TransientFailures.is(new ArithmeticException("too large"))).isFalse();
    }
}
