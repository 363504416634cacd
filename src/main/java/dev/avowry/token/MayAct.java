package dev.avowry.token;

import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The agent that a token is to name in {@code may_act} has to exist: a misspelt one helps nobody.
 */
@ApplicationScoped
class MayAct {
  private final Standing standing;

  MayAct(Standing standing) {
    this.standing = standing;
  }

  Uni<Void> check(Optional<NodeId> requestedActor) {
    return requestedActor.isEmpty()
        ? Uni.createFrom().voidItem()
        : standing
            .client(requestedActor.get())
            .map(
                found ->
                    found.orElseThrow(
                        () ->
                            Refusal.refused(
                                Reason.INVALID_REQUEST, "requested_actor is not an agent's id")))
            .replaceWithVoid();
  }
}
