package dev.avowry.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a stranger may have us connect to: those that the IANA registries of special
 * purpose addresses (RFC 6890) do not take out of the public network.
 */
final class PublicAddress {
  private static final List<AddressBlock> NOT_PUBLIC_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** Everything that is handed out; what maps or embeds an IPv4 address lies outside, or below. */
  private static final AddressBlock GLOBAL_V6 = AddressBlock.of("2000::/3");

  private static final List<AddressBlock> NOT_PUBLIC_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddress() {}

  /** Whether it is one. */
  static boolean isPublic(InetAddress address) {
    return address instanceof Inet4Address
        ? NOT_PUBLIC_V4.stream().noneMatch(block -> block.has(address))
        : GLOBAL_V6.has(address) && NOT_PUBLIC_V6.stream().noneMatch(block -> block.has(address));
  }

  private static List<AddressBlock> blocks(String... written) {
    return Stream.of(written).map(AddressBlock::of).toList();
  }
}
