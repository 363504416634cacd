package dev.avowry.authn;

import dev.avowry.agent.Standing;
import java.util.Optional;

/**
 * A request that may be decided upon: whoever sent it has not failed too often. Only {@link
 * ClientAuthentication#attempt} makes one, so that no endpoint forgets to count.
 */
public final class Attempt {
  private final Presented presented;
  private final Optional<PresentedAssertion> assertion;
  private final Guesser guesser;
  private final Standing standing;

  Attempt(
      Presented presented,
      Optional<PresentedAssertion> assertion,
      Guesser guesser,
      Standing standing) {
    this.presented = presented;
    this.assertion = assertion;
    this.guesser = guesser;
    this.standing = standing;
  }

  Presented presented() {
    return presented;
  }

  /** What its tokens may be bound to, whatever it authenticates by. */
  public Optional<PresentedCertificate> certificate() {
    return presented.certificate();
  }

  /** The assertion, when it is the one and only method. */
  PresentedAssertion requireAssertion() {
    presented.requireAssertion();
    return assertion.orElseThrow();
  }

  Guesser guesser() {
    return guesser;
  }

  /** The tree as it is to be read for the decision. */
  public Standing standing() {
    return standing;
  }
}
