package dev.countinghouse.stripedouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeFormTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a=b {\"a\":\"b\"}",
                "a[b][0][c]=d&a[b][1][c]=e {\"a\":{\"b\":{\"0\":{\"c\":\"d\"},\"1\":{\"c\":\"e\"}}}}",
                "a[]=b&a[]=c {\"a\":{\"0\":\"b\",\"1\":\"c\"}}",
                "a%5Bb%5D=%C3%A9+%26 {\"a\":{\"b\":\"é&\"}}",
                "a {\"a\":\"\"}"
            })
    void namesWithBracketsMakeATree(String form, String tree) {
        assertThat(Form.parse(form).toString().replace(" ", "")).isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1&a=2",
                "a=1&a[b]=2",
                "a[b]=1&a=2",
                "a[b=1",
                "a[b]c=1",
                "a=%zz",
                "a[1][2][3][4][5][6][7][8][9][10]=1"
            })
    void whatIsNotAFormIsRefused(String form) {
        assertThatThrownBy(() -> Form.parse(form)).isInstanceOf(StripeError.class);
    }

    @Test
    void nothingIsNothing() {
        assertThat(Form.parse("")).isEmpty();
    }
}
