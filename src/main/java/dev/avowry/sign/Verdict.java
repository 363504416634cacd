package dev.avowry.sign;

import dev.avowry.agent.Death;
import dev.avowry.key.Claims;
import dev.avowry.ledger.EventLine;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a signature that somebody shows.
 *
 * @param flaw why it does not count; empty when it does
 * @param key by which it says it is, if there is such
 * @param row that tells of it, if it was made here
 * @param death because of what the agent is dead now; what it signed before stays signed
 */
public record Verdict(
    Optional<Flaw> flaw, Optional<AgentKey> key, Optional<EventLine> row, Optional<Death> death) {
  /** Why a signature does not count. */
  public enum Flaw {
    /** It is no signature of an agent: of another kind, or broken. */
    MALFORMED,
    /** No agent has such a key. */
    UNKNOWN_KEY,
    /** The key was revoked, or is suspended. */
    KEY_ENDED,
    /** The signature is not the key's over that. */
    NOT_VERIFIED,
    /** The ledger has no row of it: whoever made it, it was not made here. */
    NOT_RECORDED,
    /** The request was good until then. */
    EXPIRED;

    /** The code on the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Verdict of(Flaw flaw) {
    return new Verdict(Optional.of(flaw), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Verdict of(Flaw flaw, AgentKey key) {
    return new Verdict(Optional.of(flaw), Optional.of(key), Optional.empty(), Optional.empty());
  }

  /** Whether it counts. */
  public boolean isValid() {
    return flaw.isEmpty();
  }

  /** The fence as of which everything on the path was alive. */
  public Optional<Long> fence() {
    return detail("fence").map(Long::valueOf);
  }

  /** On whose behalf it was signed. */
  public Optional<String> subject() {
    return detail("sub");
  }

  private Optional<String> detail(String name) {
    return row.flatMap(line -> Claims.parse(line.detail())).flatMap(it -> it.text(name));
  }
}
