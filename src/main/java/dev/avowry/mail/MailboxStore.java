package dev.avowry.mail;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Mailboxes, the same for all replicas. */
public interface MailboxStore {
  /** The agent's. */
  Uni<Optional<Mailbox>> ofAgent(NodeId agent);

  /** The one with this name. */
  Uni<Optional<Mailbox>> named(LocalPart localPart);

  /**
   * Adds one, in the transaction that is under way; false when the agent has one, or another agent
   * has or had a name that looks like this one.
   */
  Uni<Boolean> add(Mailbox mailbox);
}
