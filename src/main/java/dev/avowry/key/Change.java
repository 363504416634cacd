package dev.avowry.key;

import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One step in the life of one key, as the store writes it. */
public sealed interface Change {
  /** What the ledger keeps of it; nothing when only time has passed. */
  Optional<Event> event(Cause cause);

  /** The key appears in the JWKS. */
  record Publish(SigningKey.Published key) implements Change {
    @Override
    public Optional<Event> event(Cause cause) {
      return cause.event(
          EventType.KEY_PUBLISHED, key, Map.of("activates_at", key.activatesAt().toString()));
    }
  }

  /** The key signs from now on. */
  record Activate(SigningKey.Active key) implements Change {
    @Override
    public Optional<Event> event(Cause cause) {
      return cause.event(EventType.KEY_ACTIVATED, key, Map.of());
    }
  }

  /** The key signs no more. */
  record Retire(SigningKey.Retired key) implements Change {
    @Override
    public Optional<Event> event(Cause cause) {
      return cause.event(EventType.KEY_RETIRED, key, Map.of("until", key.until().toString()));
    }
  }

  /** The key is gone; its retirement said when that would be. */
  record Forget(SigningKey.Retired key) implements Change {
    @Override
    public Optional<Event> event(Cause cause) {
      return Optional.empty();
    }
  }

  /**
   * Who changes keys, and why.
   *
   * @param actor an agent, a sponsor, or Avowry itself
   * @param reason a few words
   * @param origin where it was asked for
   */
  record Cause(String actor, String reason, Origin origin) {
    static Cause schedule() {
      return new Cause(Event.ITSELF, "schedule", Origin.itself("key-rotation"));
    }

    private Optional<Event> event(EventType type, SigningKey key, Map<String, String> detail) {
      Map<String, String> all = new HashMap<>(detail);
      all.put("algorithm", key.algorithm().joseName());
      all.put("purpose", key.duty().purpose().code());
      return Optional.of(
          Event.of(type, actor, origin).onTarget(key.kid()).because(reason).with(all));
    }
  }
}
