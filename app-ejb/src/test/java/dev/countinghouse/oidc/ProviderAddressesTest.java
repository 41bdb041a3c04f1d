package dev.countinghouse.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.network.PublicNetworks;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAddressesTest {

    private final ProviderAddresses production = new ProviderAddresses("production", List.of());
    private final ProviderAddresses development = new ProviderAddresses("development", List.of());

    private static void assertRefused(ProviderAddresses addresses, String issuer) {
        assertThatThrownBy(() -> addresses.requireCallable(addresses.issuer(issuer)))
                .isInstanceOfSatisfying(
                        OidcException.class, e -> assertThat(e.fault()).isEqualTo(OidcException.Fault.ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.com",
                "https://login.example.com:8443/realms/acme",
                "https://login.example.com/",
                "https://93.184.215.14/",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x"
            })
    void aPublicAddressWithTlsIsAnIssuer(String issuer) {
        assertThat(production.issuer(issuer)).isEqualTo(URI.create(issuer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com",
                "ftp://login.example.com",
                "file:///etc/passwd",
                "jar:https://login.example.com!/",
                "//login.example.com",
                "/login",
                "",
                "https:login.example.com",
                "https://",
                "https:///login",
                "https://user@login.example.com",
                "https://user:password@login.example.com",
                "https://login.example.com/#x",
                "https://login.example.com/?x=y",
                "https://login.example.com/ x",
                "https://login_example.com/",
                "https://lögin.example.com/",
                "https://login.example.com\\@10.0.0.1/"
            })
    void whatIsNoPlainAddressWithTlsIsNone(String issuer) {
        assertRefused(production, issuer);
        assertRefused(development, issuer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0177.0.0.1/",
                "https://localhost/",
                "https://LOCALHOST./",
                "https://x.localhost/",
                "https://0.0.0.0/",
                "https://10.1.2.3/",
                "https://100.64.0.1/",
                "https://169.254.169.254/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.0.1/",
                "https://192.0.0.192/",
                "https://198.18.0.1/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::]/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::10.0.0.1]/",
                "https://[64:ff9b::a00:1]/",
                "https://[2002:a00:1::1]/",
                "https://[2001:0:a00:1::]/",
                "https://[fe80::1]/",
                "https://[fec0::1]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[ff02::1]/"
            })
    void nothingInsideIsReachedInProduction(String issuer) {
        assertThatThrownBy(() -> production.requireCallable(production.issuer(issuer)))
                .isInstanceOf(OidcException.class);
    }

    @Test
    void aNameThatLeadsInsideIsNotCalled() {
        // resolved on this host alone
        assertThatThrownBy(() -> production.requireCallable(URI.create("https://localhost.localdomain/")))
                .isInstanceOf(OidcException.class);
    }

    @Test
    void aHostThatTheOperatorNamedMayBeInside() {
        ProviderAddresses addresses = new ProviderAddresses("production", List.of("10.1.2.3", "localhost"));
        addresses.requireCallable(addresses.issuer("https://10.1.2.3/realms/acme"));
        addresses.requireCallable(addresses.issuer("https://localhost:8443/"));
        assertRefused(addresses, "https://10.1.2.4/");
        assertRefused(addresses, "http://10.1.2.3/");
    }

    @Test
    void inDevelopmentThisHostIsReachedWithoutTls() {
        for (String issuer : List.of("http://127.0.0.1:8081", "http://localhost:8081/x", "https://[::1]:8443")) {
            development.requireCallable(development.issuer(issuer));
        }
        assertRefused(development, "http://10.0.0.1");
        assertRefused(development, "https://10.0.0.1");
        assertRefused(development, "https://169.254.169.254");
    }

    @Test
    void anAddressIsNoLongerThanTheDatabaseTakes() {
        assertRefused(production, "https://login.example.com/" + "x".repeat(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1"})
    void everythingElseIsOnTheInternet(String address) {
        assertThat(PublicNetworks.contain(InetAddress.ofLiteral(address))).isTrue();
    }
}
