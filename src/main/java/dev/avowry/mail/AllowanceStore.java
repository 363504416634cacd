package dev.avowry.mail;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** To whom agents may write, the same for all replicas. */
public interface AllowanceStore {
  /** The agent's; outside of any transaction. */
  Uni<Optional<Allowance>> ofAgent(NodeId agent);

  /** The agent's, which nobody else sets or counts by until the transaction under way ends. */
  Uni<Optional<Allowance>> lock(NodeId agent);

  /** Sets it, in the transaction that is under way. */
  Uni<Void> put(NodeId agent, Allowance allowance, Instant at, String by);
}
