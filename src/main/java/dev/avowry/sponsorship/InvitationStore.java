package dev.avowry.sponsorship;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Invitations. What writes does so in the transaction that is under way. */
public interface InvitationStore {
  /** Keeps one in place of the one before, which is good for nothing any more. */
  Uni<Void> put(Invitation invitation, SecretHash hash);

  /** That of a sponsor. */
  Uni<Optional<Invitation>> of(NodeId sponsor);

  /** The same; who comes at the same moment waits for the end of the transaction. */
  Uni<Optional<Invitation>> locked(NodeId sponsor);

  /** Whose token this is; who comes at the same moment waits for the end of the transaction. */
  Uni<Optional<Invitation>> by(SecretHash hash);

  /** Writes what became of it. */
  Uni<Void> set(NodeId sponsor, Invitation.State state, Instant at);
}
