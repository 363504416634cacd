package dev.avowry.agent.http;

import dev.avowry.agent.Death;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether authority flows, all that is above counted in, on the wire.
 *
 * @param code {@code live} or {@code dead}
 * @param deadBecauseOf the first dead thing from the top
 * @param death the same, since when, by whom and why
 */
record EffectiveState(String code, Optional<String> deadBecauseOf, Optional<DeathView> death) {
  static EffectiveState of(@Nullable Death death) {
    return death == null
        ? new EffectiveState("live", Optional.empty(), Optional.empty())
        : new EffectiveState("dead", Optional.of(death.id()), Optional.of(DeathView.of(death)));
  }
}
