package io.qingting.alert.channel;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Tells addresses of the open Internet from those that a request made for others must never reach. */
final class Addresses {
    private static final int IPV4_BYTES = 4;

    private Addresses() {}

    /** False for loopback, private, link-local, shared, multicast, unspecified, reserved and translated addresses. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> isPublic4(v4.getAddress());
            case Inet6Address v6 -> isPublic6(v6.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic4(byte[] b) {
        int first = b[0] & 0xFF;
        int second = b[1] & 0xFF;
        int third = b[2] & 0xFF;
        boolean shared = first == 100 && second >= 64 && second <= 127;
        boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean relay = first == 192 && second == 88 && third == 99;
        boolean benchmark = first == 198 && (second == 18 || second == 19);
        boolean example = first == 198 && second == 51 && third == 100 || first == 203 && second == 0 && third == 113;
        return first != 0 && first < 240 && !shared && !special && !relay && !benchmark && !example;
    }

    /** Global unicast 2000::/3 only, less what carries an IPv4 address or is set apart. */
    private static boolean isPublic6(byte[] b) {
        boolean global = (b[0] & 0xE0) == 0x20;
        boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
        boolean special = b[0] == 0x20 && b[1] == 0x01 && (b[2] & 0xFE) == 0;
        boolean example = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && (b[3] & 0xFF) == 0xB8;
        return global && !sixToFour && !special && !example && b.length > IPV4_BYTES;
    }
}
