package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Humans whom identity providers know. */
public interface OutsideHumanStore {
  /**
   * Who is known by that name to that issuer. Outside of any transaction.
   *
   * @param human their node
   * @param live whether it is
   * @param awaited whether it will be, as soon as they have said that they answer
   * @param gone whether it is suspended because they have left, maybe among other things
   */
  record Known(NodeId human, boolean live, boolean awaited, boolean gone) {}

  /** The human, by issuer and subject and never by an address; empty when they never came. */
  Uni<Optional<Known>> find(String issuer, String subject, Instant now);
}
