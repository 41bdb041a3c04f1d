package dev.countinghouse.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FromDomainsTest {

    @ParameterizedTest
    @CsvSource({
        "acme, billing@acme.example, true",
        "acme, billing@ACME.example, true",
        "acme, billing@acme.de, true",
        "acme, billing@mail.acme.example, false",
        "acme, billing@notacme.example, false",
        "acme, billing@globex.example, false",
        "globex, billing@acme.example, false",
        "globex, billing@globex.example, true"
    })
    void aTenantWritesFromHisOwnDomainsAlone(String slug, String address, boolean allowed) {
        FromDomains domains = new FromDomains();
        domains.allowed = Optional.of(List.of("acme:acme.example", " acme:acme.de", "globex:globex.example"));
        assertThat(domains.allow(slug, address)).isEqualTo(allowed);
    }

    @Test
    void withoutASettingNobodyDoes() {
        FromDomains domains = new FromDomains();
        domains.allowed = Optional.empty();
        assertThat(domains.allow("acme", "billing@acme.example")).isFalse();
    }
}
