package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.problem.BillingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final String EMAIL = "ada.lovelace@example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "vfR4-pw2z.QmL9s",
                "das ist ein langer Satz",
                "ein Satz mit Umlauten: äöüß",
                "1 zebra, 2 quinces",
                "               x7f.q2mpw"
            })
    void aLongPasswordThatNobodyGuessesIsTaken(String password) {
        assertThat(PasswordRules.weakness(password, EMAIL, "Ada Byron", "Engines Ltd"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "momsanaladventure",
                "PasswordStandard",
                "password1234567",
                "12345678password",
                "!!!!Password!!!!",
                "monkey-----------------",
                "ｐａｓｓｗｏｒｄ１２３４５６７"
            })
    void whatIsTriedFirstIsRefusedInAnyCaseAndWithPadding(String password) {
        assertThat(PasswordRules.weakness(password, EMAIL)).hasValue("is one of the passwords that are tried first");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaa",
                "abcdefghijklmnopqrst",
                "98765432109876543210",
                "qwertyuiopasdfghjkl",
                "x7fq2x7fq2x7fq2",
                "zzzzzzzzz11111111aaaaaaaa",
                "                       "
            })
    void repetitionsAndRunsAreRefused(String password) {
        assertThat(PasswordRules.weakness(password, EMAIL)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my Ada.Lovelace is 7 here",
                "adalovelace#7kq.zp3",
                "E-n-g-i-n-e-s Ltd, 7kqzp",
                "Counting House 7kq.zp3",
                "ada byron was here 7"
            })
    void whatIsKnownAboutTheOwnerIsRefused(String password) {
        assertThat(PasswordRules.weakness(password, EMAIL, "Ada Byron", "Engines Ltd"))
                .hasValueSatisfying(weakness -> assertThat(weakness).startsWith("must not contain"));
    }

    @Test
    void aShortNameIsInTooManyWordsToBeRefused() {
        assertThat(PasswordRules.weakness("correct horse battery staple", "or@example.com", "Bat"))
                .isEmpty();
    }

    @Test
    void lengthIsCountedInCharactersThatPeopleSee() {
        assertThat(PasswordRules.weakness("7kq.zp3-vw9 xm", EMAIL)).hasValue("must be 15 to 256 characters");
        assertThat(PasswordRules.weakness("7kq.zp3-vw9 xmr", EMAIL)).isEmpty();
        assertThat(PasswordRules.weakness("🂡🂢🂣🂤🂥🂦🂧", EMAIL)).hasValue("must be 15 to 256 characters");
        assertThat(PasswordRules.weakness("7kq.zp3-vw9 xmr".repeat(18), EMAIL))
                .hasValue("must be 15 to 256 characters");
    }

    @Test
    void aRefusalNamesTheField() {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> PasswordRules.check("new_password", "password1234567", EMAIL))
                .satisfies(refusal -> assertThat(refusal.errors())
                        .extracting(error -> error.field() + " " + error.code())
                        .containsExactly("new_password password_weak"))
                .withMessageNotContaining("password1234567");
    }
}
