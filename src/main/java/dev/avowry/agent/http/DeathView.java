package dev.avowry.agent.http;

import dev.avowry.agent.Death;
import java.time.Instant;

/** Why something is effectively dead, on the wire. */
record DeathView(String id, String kind, String state, Instant since, String by, String reason) {
  static DeathView of(Death death) {
    return new DeathView(
        death.id(), death.kind(), death.state(), death.since(), death.by(), death.reason());
  }
}
