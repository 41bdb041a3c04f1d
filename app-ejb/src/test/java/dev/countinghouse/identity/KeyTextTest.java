package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.migrations.OperatorKeys;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    @Test
    void whatTheOperatorsCommandMintsIsAnOperatorsKey() {
        String key = OperatorKeys.mint();
        assertThat(key).matches("ch_ops_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}_[0-9a-f]{8}");
        assertThat(KeyText.parse(key)).hasValue(new KeyText(KeyText.OPERATOR, OperatorKeys.keyId(key)));
    }

    @Test
    void anOperatorsKeyIsNoTenantsKey() {
        assertThat(ApiKey.idOf(OperatorKeys.mint())).isEmpty();
    }

    @Test
    void aKeyOfOneKindCannotBePassedOffAsAnother() {
        String key = OperatorKeys.mint();
        assertThat(KeyText.parse(key.replace("ch_ops_", "ch_live_"))).isEmpty();
    }
}
