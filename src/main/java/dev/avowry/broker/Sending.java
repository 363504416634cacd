package dev.avowry.broker;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.vault.Binding;
import dev.avowry.vault.Deed;
import dev.avowry.vault.Errand;
import dev.avowry.vault.Opened;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Use;
import dev.avowry.vault.Within;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Having a request sent with a secret in it, to where that is bound. */
final class Sending implements Errand<Outgoing> {
  private final Asked asked;
  private final Duration timeout;
  private final Set<Authority> authority;

  /**
   * A request that is to be sent.
   *
   * @param timeout how long the far side has at the most
   * @param authority what the agent's token is good for
   */
  Sending(Asked asked, Duration timeout, Set<Authority> authority) {
    this.asked = asked;
    this.timeout = timeout;
    this.authority = Set.copyOf(authority);
  }

  /** What a token is good for. */
  enum Authority {
    /** Grants that take nobody's word. */
    PLAIN,
    /** Grants that do. */
    APPROVED
  }

  @Override
  public boolean isWithin(Within within) {
    return within.allows(asked.call())
        && authority.contains(within.approved() ? Authority.APPROVED : Authority.PLAIN);
  }

  @Override
  public Use use() {
    return Use.USE;
  }

  @Override
  public String purpose() {
    return "request";
  }

  @Override
  public void requireType(SecretType type) {
    if (type.isOnlyUsed()) {
      throw Refusal.refused(
          Reason.CONFLICT, "a secret of the type %s is sent nowhere".formatted(type.code()));
    }
  }

  /** No longer than what they are given is theirs to use. */
  @Override
  public Deed<Outgoing> with(Opened secret) {
    Binding binding = secret.bindings().allowing(asked.call()).orElseThrow(Sending::notBound);
    Duration lease = Duration.between(secret.at(), secret.until());
    Outgoing outgoing =
        new Injecting(asked, secret.fields().exposeSecret())
            .by(binding.by(), timeout.compareTo(lease) < 0 ? timeout : lease);
    return Deed.of(detail(outgoing.echoes()), outgoing);
  }

  /** An agent that knows the secret from elsewhere does not get it on record either. */
  private Map<String, String> detail(Echoes echoes) {
    return Map.of(
        "origin",
        asked.call().origin(),
        "method",
        asked.call().method(),
        "path",
        echoes.removedFrom(asked.call().path()));
  }

  private static Refused notBound() {
    return Refusal.refused(
        Reason.FORBIDDEN,
        "the secret is not bound to that destination by that method; its bindings say to which");
  }
}
