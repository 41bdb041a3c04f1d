package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterBootstrapTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "Upper", "a-b", "a;b", "a\"b", "a b"})
    void aDatabaseNameThatWouldNeedQuotesIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterBootstrap("jdbc:postgresql://127.0.0.1/postgres", name, "o", "a"));
    }

    @Test
    void anUnreadableUrlIsRefusedWithoutRepeatingItsPassword() {
        ClusterBootstrap bootstrap =
                new ClusterBootstrap("postgres://admin:s3cret@127.0.0.1/postgres", "books", "o", "a");
        assertThatIllegalArgumentException()
                .isThrownBy(bootstrap::run)
                .withMessageNotContaining("s3cret")
                .withMessageContaining("jdbc:postgresql:");
    }
}
