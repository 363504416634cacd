package dev.avowry.authn;

import dev.avowry.kernel.NodeId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who tries to be whom. Whatever is no {@code client_id} is one and the same nobody, so that
 * spellings have no counter of their own; and whoever has one IPv6 address has its /64.
 *
 * @param client that the request says it is
 * @param network from where it came
 */
record Guesser(Optional<NodeId> client, String network) {
  private static final int PREFIX_BYTES = 8;

  static Guesser of(Presented presented, Optional<PresentedAssertion> assertion) {
    Optional<String> claimed =
        presented
            .basic()
            .map(PresentedSecret::clientId)
            .or(presented::clientId)
            .or(() -> assertion.flatMap(PresentedAssertion::claimedSubject));
    return new Guesser(claimed.flatMap(NodeId::parse), network(presented.address()));
  }

  /** The address is one of a connection: nobody is asked for a name. */
  private static String network(String address) {
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
