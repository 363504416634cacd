package dev.avowry.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a stranger may have us connect to: those that the IANA registries of special
 * purpose addresses (RFC 6890) do not take out of the public network.
 */
final class PublicAddress {
  private static final List<Block> NOT_PUBLIC_V4 =
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
  private static final Block GLOBAL_V6 = Block.of("2000::/3");

  private static final List<Block> NOT_PUBLIC_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddress() {}

  /** Whether it is one. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? NOT_PUBLIC_V4.stream().noneMatch(block -> block.has(bytes))
        : GLOBAL_V6.has(bytes) && NOT_PUBLIC_V6.stream().noneMatch(block -> block.has(bytes));
  }

  private static List<Block> blocks(String... written) {
    return Stream.of(written).map(Block::of).toList();
  }

  /** The addresses of one family that begin alike. */
  private static final class Block {
    private final byte[] prefix;
    private final int bits;

    private Block(byte[] prefix, int bits) {
      this.prefix = prefix;
      this.bits = bits;
    }

    static Block of(String written) {
      int slash = written.indexOf('/');
      try {
        return new Block(
            InetAddress.getByName(written.substring(0, slash)).getAddress(),
            Integer.parseInt(written.substring(slash + 1)));
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException("not a block: " + written, impossible);
      }
    }

    boolean has(byte[] address) {
      int whole = bits / Byte.SIZE;
      for (int i = 0; i < whole; i++) {
        if (address[i] != prefix[i]) {
          return false;
        }
      }
      int rest = bits % Byte.SIZE;
      int mask = (0xff << (Byte.SIZE - rest)) & 0xff;
      return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
  }
}
