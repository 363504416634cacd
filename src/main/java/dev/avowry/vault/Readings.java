package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Gives agents secrets in plaintext, once it is durable that they were given; never those of a type
 * that is only used, whoever asks.
 */
@ApplicationScoped
public class Readings {
  private final Uses uses;

  Readings(Uses uses) {
    this.uses = uses;
  }

  /**
   * What an agent was given.
   *
   * @param until how long it is theirs to use; then they ask again
   */
  public record Reading(
      NodeId secret, SecretType type, int version, SecretFields fields, Instant until) {
    static Reading of(Opened secret) {
      return new Reading(
          secret.id(), secret.type(), secret.version(), secret.fields(), secret.until());
    }
  }

  /** Being told what a secret is. */
  private record Telling(Optional<Integer> version) implements Errand<Reading> {
    @Override
    public Use use() {
      return Use.READ;
    }

    @Override
    public String purpose() {
      return "reading";
    }

    @Override
    public void requireType(SecretType type) {
      if (type.isOnlyUsed()) {
        throw Refusal.refused(
            Reason.CONFLICT, "a secret of the type %s is told nobody".formatted(type.code()));
      }
    }

    @Override
    public Deed<Reading> with(Opened secret) {
      return Deed.of(
          Map.of("until", Long.toString(secret.until().getEpochSecond())), Reading.of(secret));
    }
  }

  /**
   * The plaintext of a secret; refused as {@link Uses#of} says.
   *
   * @param version which; empty for the present one
   */
  public Uni<Reading> read(Caller by, NodeId secret, Optional<Integer> version) {
    return uses.of(secret, new Telling(version), by);
  }
}
