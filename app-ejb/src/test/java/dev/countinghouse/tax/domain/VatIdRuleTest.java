package dev.countinghouse.tax.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of public documentation (the Commission's, the states', python-stdnum's), each also with something wrong. */
class VatIdRuleTest {

    @ParameterizedTest(name = "{0} of {1} is valid")
    @CsvSource(textBlock = """
            ATU13585627,     AT
            BE0428759497,    BE
            BE0403019261,    BE
            BG175074752,     BG
            BG7523169263,    BG
            BG8032056031,    BG
            BG7542011030,    BG
            CY10259033P,     CY
            CZ25123891,      CZ
            CZ7103192745,    CZ
            CZ640903926,     CZ
            DE136695976,     DE
            DK13585628,      DK
            EE100931558,     EE
            EL094259216,     GR
            EL023456780,     GR
            ES54362315K,     ES
            ESX2482300W,     ES
            ESM1234567L,     ES
            ESB64717838,     ES
            ESP6471783H,     ES
            ESJ99216582,     ES
            ESU99216632,     ES
            FI20774740,      FI
            FR40303265045,   FR
            FR23334175221,   FR
            FRK7399859412,   FR
            FR4Z123456782,   FR
            HR33392005961,   HR
            HU12892312,      HU
            IE6433435F,      IE
            IE6433435OA,     IE
            IE8D79739I,      IE
            IT00743110157,   IT
            LT119511515,     LT
            LT100001919017,  LT
            LT100004801610,  LT
            LU15027442,      LU
            LV40003521600,   LV
            LV16117519997,   LV
            MT11679112,      MT
            NL004495445B01,  NL
            NL123456789B13,  NL
            PL8567346215,    PL
            PT501964843,     PT
            RO18547290,      RO
            SE123456789701,  SE
            SI50223054,      SI
            SK2022749619,    SK
            """)
    void aValidIdHolds(String vatId, String country) {
        assertThat(holds(vatId, country)).isTrue();
    }

    @ParameterizedTest(name = "{0} of {1} is not")
    @CsvSource(textBlock = """
            ATU13585626,     AT
            AT13585627,      AT
            BE0428759496,    BE
            BE2428759497,    BE
            BG175074751,     BG
            BG7523169264,    BG
            CY10259033Z,     CY
            CY12259033P,     CY
            CZ25123890,      CZ
            CZ7103192746,    CZ
            CZ640903925,     CZ
            CZ541231123,     CZ
            CZ991231123,     CZ
            DE136695978,     DE
            DE13669597,      DE
            DE036695976,     DE
            DK13585627,      DK
            EE100931557,     EE
            EL094259217,     GR
            GR094259216,     GR
            ES54362315Z,     ES
            ESX2482300A,     ES
            ESB64717839,     ES
            ESP64717838,     ES
            ESI64717838,     ES
            FI20774741,      FI
            FR41303265045,   FR
            FR40303265044,   FR
            FRIO303265045,   FR
            HR33392005962,   HR
            HU12892313,      HU
            IE6433435E,      IE
            IE6433435OB,     IE
            IE8D79739J,      IE
            IT00743110158,   IT
            IT00000000000,   IT
            LT119511516,     LT
            LT100001919018,  LT
            LT119511525,     LT
            LU15027443,      LU
            LV40003521601,   LV
            LV16117519998,   LV
            MT11679113,      MT
            NL004495446B01,  NL
            NL123456789B14,  NL
            PL8567346216,    PL
            PT501964842,     PT
            RO18547291,      RO
            SE123456789101,  SE
            SE123456789700,  SE
            SI50223055,      SI
            SI05023054,      SI
            SK2022749618,    SK
            SK0022749619,    SK
            XI123456789,     GB
            DE136695976,     FR
            '',              DE
            DE,              DE
            """)
    void anyOtherDoesNot(String vatId, String country) {
        assertThat(holds(vatId, country)).isFalse();
    }

    @Test
    void everyMemberStateHasARule() {
        Set<String> countries =
                Arrays.stream(VatIdRule.values()).map(Enum::name).collect(Collectors.toSet());
        assertThat(countries).isEqualTo(TaxTreatment.UNION);
    }

    private static boolean holds(String vatId, String country) {
        return VatIdRule.of(country).map(rule -> rule.holds(vatId)).orElse(false);
    }
}
