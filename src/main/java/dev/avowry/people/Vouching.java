package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What a sign-in elsewhere means for whether that provider vouches for the human from then on. */
public interface Vouching {
  /**
   * They have signed in there: what was refused before the sign-in is over, and from now on it is
   * asked by this token.
   *
   * @param token a refresh token that outlives the sign-in; without one nobody is asked
   */
  Uni<Void> signedIn(NodeId human, OutsidePerson person, Optional<SecretBytes> token);

  /**
   * The same for somebody who is gone. They are back if they were gone by nothing but this
   * provider's refusal.
   */
  Uni<Void> back(NodeId human, OutsidePerson person, Optional<SecretBytes> token, Origin origin);

  /**
   * They were signed out everywhere: a provider that was told so as well refuses what it gave, and
   * means nothing else by it. In the transaction that is under way.
   */
  Uni<Void> signedOut(NodeId human);
}
