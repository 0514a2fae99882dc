package dev.steward.dispatcher.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
    record Config(Optional<List<String>> allowed, int lookups, Duration lookupTimeout) implements TargetConfig {
        static Config allowing(String... ranges) {
            return new Config(Optional.of(Arrays.asList(ranges)), 2, Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "127.0.0.1", "127.255.255.255", "::1", "0.0.0.0", "::", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "169.254.169.254", "fe80::1", "fd00:ec2::254", "100.100.100.200", "224.0.0.1", "255.255.255.255", "198.18.0.1",
            "192.0.2.1", "203.0.113.9", "ff02::1", "2001:db8::1", "fec0::1",
            "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:0a00:0001::", "64:ff9b::a9fe:a9fe"
    })
    void refusesWhatIsNotPublic(String address) throws UnknownHostException {
        assertTrue(objection(InetAddress.getByName(address)).isPresent(), address);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1", "11.0.0.1",
            "2606:4700:4700::1111", "2a00:1450:4001:800::200e", "64:ff9b::8.8.8.8", "2002:0808:0808::", "223.255.255.255"
    })
    void letsPublicAddressesPass(String address) throws UnknownHostException {
        assertEquals(Optional.empty(), objection(InetAddress.getByName(address)), address);
    }

    @Test
    void allowsWhatIsListedAndNothingBeside() throws UnknownHostException {
        assertEquals(Optional.empty(), objection(InetAddress.getByName("127.0.0.1"), "127.0.0.1"));
        assertTrue(objection(InetAddress.getByName("127.0.0.2"), "127.0.0.1").isPresent());
        assertEquals(Optional.empty(), objection(InetAddress.getByName("10.20.255.1"), "127.0.0.1", " 10.20.0.0/16"));
        assertTrue(objection(InetAddress.getByName("10.21.0.1"), "10.20.0.0/16").isPresent());
        assertEquals(Optional.empty(), objection(InetAddress.getByName("fd00::1"), "fd00::/9"));
        assertTrue(objection(InetAddress.getByName("fd80::1"), "fd00::/9").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0/8", "300.1.1.1", "", "10.0.0.0/-1", "10.0.0.0/x"})
    void saysWhatAnEntryOfTheListMustLookLike(String entry) {
        var failure = assertThrows(IllegalArgumentException.class, () -> new TargetPolicy(Config.allowing(entry)));

        assertTrue(failure.getMessage().startsWith("steward.dispatcher.target.allowed must list addresses"));
    }

    private static Optional<String> objection(InetAddress address, String... allowed) {
        return new TargetPolicy(Config.allowing(allowed)).objectionTo(address);
    }
}
