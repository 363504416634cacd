package dev.avowry.token;

import dev.avowry.agent.Standing;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * The agent that a token is to name in {@code may_act} has to exist: a misspelt one helps nobody.
 */
final class MayAct {
  private MayAct() {}

  static Uni<Void> check(Optional<NodeId> requestedActor, Standing standing) {
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
