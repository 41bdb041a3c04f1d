package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0, true",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.0/24, 192.0.1.255, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.7/32, 192.0.2.7, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "0.0.0.0/0, ::ffff:192.0.2.1, true",
        "2001:db8::/32, 2001:db8:ffff:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::/0, 2001:db8::1, true",
        "::/0, 192.0.2.1, false"
    })
    void aNetworkHoldsTheAddressesWithItsPrefix(String network, String address, boolean in) {
        assertThat(IpRange.parse(network).orElseThrow().contains(address)).isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.1/24",
                "192.0.2.0/33",
                "192.0.2.0/",
                "192.0.2.0/-1",
                "192.0.2.0/24/24",
                "2001:db8::/129",
                "2001:db8::1/32",
                "2001:db8:::",
                "fe80::1%eth0",
                "0x7f.0.0.1",
                "192.0.2.0/24 ",
                "*"
            })
    void whatIsNoNetworkIsRefused(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
    }

    @Test
    void whatIsNoAddressIsInNoNetwork() {
        IpRange all = IpRange.parse("0.0.0.0/0").orElseThrow();
        for (String text : new String[] {"", "localhost", "1.2.3", "unknown", "192.0.2.1/24"}) {
            assertThat(all.contains(text)).as(text).isFalse();
        }
    }
}
