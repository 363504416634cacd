package dev.avowry.provenance;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of IP addresses.
 *
 * @param bits how many of the first bits count
 */
record Network(InetAddress address, int bits) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(0|[1-9][0-9]{0,2}))?");
  private static final Pattern DOTTED = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
  private static final int WIDTH_4 = 32;

  /** RFC 7208 §5.6; empty when it is no network of addresses that have so many bits. */
  static Optional<Network> read(String text, int width) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || DOTTED.matcher(form.group(1)).matches() != (width == WIDTH_4)) {
      return Optional.empty();
    }
    int bits = form.group(2) == null ? width : Integer.parseInt(form.group(2));
    try {
      return Optional.of(new Network(InetAddress.ofLiteral(form.group(1)), bits))
          .filter(network -> network.bits() <= width);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress other) {
    byte[] own = address.getAddress();
    byte[] its = other.getAddress();
    int ignored = own.length * Byte.SIZE - bits;
    return own.length == its.length
        && new BigInteger(1, own)
            .shiftRight(ignored)
            .equals(new BigInteger(1, its).shiftRight(ignored));
  }
}
