package dev.steward.dispatcher.target;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is not on the public internet, after the IANA special-purpose address registries. Pure. */
final class ReservedAddresses {
    private static final Map<String, List<AddressRange>> RESERVED = Map.of(
            "loopback", ranges("127.0.0.0/8", "::1"),
            "private", ranges("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10"),
            "link-local", ranges("169.254.0.0/16", "fe80::/10"),
            "shared by a carrier", ranges("100.64.0.0/10"),
            "unspecified", ranges("0.0.0.0/8", "::"),
            "multicast", ranges("224.0.0.0/4", "ff00::/8"),
            "reserved", ranges("192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
                    "240.0.0.0/4", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"));

    // IPv6 addresses that stand for an IPv4 one, and where in them it stands: NAT64, 6to4, IPv4-compatible.
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final AddressRange COMPATIBLE = AddressRange.of("::/96");

    private ReservedAddresses() {}

    /** What kind of reserved address it is; empty for a public one. */
    static Optional<String> kindOf(InetAddress address) {
        byte[] bytes = address.getAddress();
        return Stream.concat(Stream.of(bytes), embedded(bytes))
                .flatMap(candidate -> RESERVED.entrySet().stream().filter(kind -> holds(kind.getValue(), candidate)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Stream<byte[]> embedded(byte[] bytes) {
        if (NAT64.contains(bytes) || COMPATIBLE.contains(bytes)) {
            return Stream.of(Arrays.copyOfRange(bytes, 12, 16));
        }
        return SIX_TO_FOUR.contains(bytes) ? Stream.of(Arrays.copyOfRange(bytes, 2, 6)) : Stream.empty();
    }

    private static boolean holds(List<AddressRange> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... ranges) {
        return Arrays.stream(ranges).map(AddressRange::of).toList();
    }
}
