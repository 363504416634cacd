package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Passkeys as they are kept. What changes them joins the transaction that is under way; what reads
 * them is outside of any.
 */
public interface PasskeyStore {
  /** The passkey with this id, if its human's node is live. */
  Uni<Optional<Passkey>> find(String id, Instant now);

  /** A human's passkeys, oldest first. */
  Uni<List<Passkey>> of(NodeId human);

  /** Keeps a new one; false when it is known. */
  Uni<Boolean> add(Passkey passkey);

  /** Notes that it was used; false when its count went back, as a copy's would. */
  Uni<Boolean> use(String id, long signCount, Instant now);

  /**
   * Removes one of a human's, unless it is their last way in. {@link AccountStore#touch} comes
   * first, so that two who remove the last two wait for each other.
   *
   * @return false when there is no such passkey, or nothing would be left
   */
  Uni<Boolean> remove(String id, NodeId human);
}
