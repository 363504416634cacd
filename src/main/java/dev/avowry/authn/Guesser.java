package dev.avowry.authn;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * Who tries to be which client. Whatever is no {@code client_id} is one and the same nobody.
 *
 * @param subject the client that the request says it is
 * @param network from where it came
 */
record Guesser(Optional<NodeId> subject, String network) implements Guessing {
  static Guesser of(Presented presented, Optional<PresentedAssertion> assertion) {
    Optional<String> claimed =
        presented
            .basic()
            .map(PresentedSecret::clientId)
            .or(presented::clientId)
            .or(() -> assertion.flatMap(PresentedAssertion::claimedSubject));
    return new Guesser(claimed.flatMap(NodeId::parse), Guessing.network(presented.address()));
  }
}
