package dev.avowry.vouching;

import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pledges, the same for all replicas. What is written of an answer is written only if the human has
 * not signed in, or out, since the question.
 */
public interface PledgeStore {
  /** Keeps what came of a sign-in, in place of what there was. */
  Uni<Void> keep(NodeId human, String provider, String subject, Sealed token, Instant now);

  /** Nobody is asked about them any more; by one provider. */
  Uni<Void> drop(NodeId human, String provider);

  /** The same by every provider, in the transaction that is under way. */
  Uni<Void> dropAll(NodeId human);

  /** The same of all whom providers let in that are not among these. */
  Uni<Void> dropAllBut(Set<String> providers);

  /**
   * Takes some about whom nobody has asked in this round yet: they are this replica's, and an
   * answer that never comes leaves them doubtful.
   */
  Uni<List<Pledge>> take(String provider, long round, int most);

  /** The provider vouches for them; by another token from now on, if there is one. */
  Uni<Void> good(Pledge pledge, Optional<Sealed> next, Instant now);

  /** The provider refuses them. */
  Uni<Void> refused(Pledge pledge);

  /** Nobody knows. */
  Uni<Void> unclear(Pledge pledge, boolean doubtful);

  /** What the provider has said is worthless, and nothing more can be asked by it. */
  Uni<Void> spent(Pledge pledge);

  /** How a round went. */
  Uni<Tally> tally(String provider, long round);

  /** Those who were refused in a round and of whom that was not heeded yet. */
  Uni<List<Pledge>> refusedIn(String provider, long round);

  /**
   * What was refused is heeded, in the transaction that is under way; false when they have signed
   * in or out meanwhile.
   */
  Uni<Boolean> settle(Pledge pledge);

  /** How many there are about whom the provider has said nothing clear since then. */
  Uni<Long> silentSince(String provider, Instant since);
}
