package dev.avowry.registration;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.InvitationId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** Initial access tokens. What writes does so in the transaction that is under way. */
public interface InvitationStore {
  /** Adds one, of which only the hash is kept. */
  Uni<Void> add(Invitation invitation, SecretHash hash, String actor);

  /** One of them. */
  Uni<Optional<Invitation>> invitation(InvitationId id);

  /** All of them, the oldest first. */
  Uni<Page<Invitation>> invitations(PageRequest page);

  /**
   * Uses one once more and gives it as it was used; empty when nothing with this hash lets anybody
   * in now. Whoever comes at the same moment is counted after the one before.
   */
  Uni<Optional<Invitation>> redeem(SecretHash hash, Instant now);

  /** Ends one; false when it was ended before. */
  Uni<Boolean> revoke(InvitationId id, Instant now);
}
