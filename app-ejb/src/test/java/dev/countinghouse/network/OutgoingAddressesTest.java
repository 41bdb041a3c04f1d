package dev.countinghouse.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an address's form is refused is in ProviderAddressesTest: it is the same for providers. */
class OutgoingAddressesTest {

    private static final URI NAMED = URI.create("https://hooks.example.com/");

    private static OutgoingAddresses resolving(String... addresses) {
        return new OutgoingAddresses("production", List.of(), host -> {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.ofLiteral(addresses[i]);
            }
            return found;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1"
            })
    void aNameThatLeadsInsideIsNotCalled(String address) {
        assertThatThrownBy(() -> resolving(address).callable(NAMED))
                .isInstanceOfSatisfying(
                        AddressRefused.class, e -> assertThat(e.isUnknown()).isFalse());
        assertThatThrownBy(() -> resolving("93.184.215.14", address).callable(NAMED))
                .isInstanceOf(AddressRefused.class);
    }

    @Test
    void whoAsksGetsTheAddressesThatWereLookedAt() {
        assertThat(resolving("93.184.215.14", "2606:4700::1111").callable(NAMED))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("93.184.215.14", "2606:4700:0:0:0:0:0:1111");
    }

    @Test
    void aNameThatLeadsElsewhereTheNextTimeIsLookedAtAgain() {
        Deque<String> answers = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));
        OutgoingAddresses rebound = new OutgoingAddresses(
                "production", List.of(), host -> new InetAddress[] {InetAddress.ofLiteral(answers.pop())});
        assertThat(rebound.callable(NAMED)).hasSize(1);
        assertThatThrownBy(() -> rebound.callable(NAMED)).isInstanceOf(AddressRefused.class);
    }

    @Test
    void aHostThatNobodyKnowsIsUnknownAndNotRefused() {
        OutgoingAddresses nobody = new OutgoingAddresses("production", List.of(), host -> {
            throw new UnknownHostException(host);
        });
        assertThatThrownBy(() -> nobody.callable(NAMED))
                .isInstanceOfSatisfying(
                        AddressRefused.class, e -> assertThat(e.isUnknown()).isTrue());
    }

    @Test
    void aHostInsideThatTheOperatorNamedIsCalled() {
        OutgoingAddresses named = new OutgoingAddresses("production", List.of("Hooks.example.com"), host ->
                new InetAddress[] {InetAddress.ofLiteral("10.0.0.1")});
        assertThat(named.callable(NAMED)).hasSize(1);
        assertThatThrownBy(() -> named.callable(URI.create("https://others.example.com/")))
                .isInstanceOf(AddressRefused.class);
    }
}
