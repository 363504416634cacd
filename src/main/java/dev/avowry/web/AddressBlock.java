package dev.avowry.web;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of one family that begin alike, RFC 4632 §3.1. No name is ever looked up. */
public final class AddressBlock {
  private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f:.]+)/([0-9]{1,3})");

  private final byte[] prefix;
  private final int bits;

  private AddressBlock(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * The block as in {@code 10.0.0.0/8} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException it is written otherwise, or has a bit beyond its length
   */
  public static AddressBlock of(String written) {
    Matcher matcher = WRITTEN.matcher(written);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a block of addresses: " + written);
    }
    byte[] prefix = InetAddress.ofLiteral(matcher.group(1)).getAddress();
    int bits = Integer.parseInt(matcher.group(2));
    if (bits > prefix.length * Byte.SIZE || !isZeroAfter(prefix, bits)) {
      throw new IllegalArgumentException("not a block of addresses: " + written);
    }
    return new AddressBlock(prefix, bits);
  }

  private static boolean isZeroAfter(byte[] prefix, int bits) {
    for (int bit = bits; bit < prefix.length * Byte.SIZE; bit++) {
      if ((prefix[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the address is in it. */
  public boolean has(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != prefix.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != prefix[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    int mask = (0xff << (Byte.SIZE - rest)) & 0xff;
    return rest == 0 || (bytes[whole] & mask) == (prefix[whole] & mask);
  }
}
