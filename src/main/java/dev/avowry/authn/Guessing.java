package dev.avowry.authn;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Who tries to be whom: equal to whoever shares its budget. */
public interface Guessing {
  /** Bytes of an IPv6 address that are its network's: whoever has one address has a /64. */
  int PREFIX_BYTES = 8;

  /** Who it says it is; empty for whatever is nobody, so that spellings have no budget each. */
  Optional<?> subject();

  /** From where, as {@link #network} gives it. */
  String network();

  /**
   * The network of an address, which is one of a connection: nobody is asked for a name.
   *
   * @return the same for all addresses that one stranger may have
   */
  static String network(String address) {
    try {
      InetAddress parsed = InetAddress.getByName(address.split("%", -1)[0]);
      byte[] bytes = parsed.getAddress();
      return parsed instanceof Inet6Address
          ? Arrays.toString(Arrays.copyOf(bytes, PREFIX_BYTES))
          : parsed.getHostAddress();
    } catch (UnknownHostException unreadable) {
      return "";
    }
  }
}
