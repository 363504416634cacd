package dev.avowry.authn;

import dev.avowry.agent.Standing;
import java.util.Optional;

/**
 * A request that may be decided upon: whoever sent it has not failed too often. Only {@link
 * ClientAuthentication#attempt} makes one, so that no endpoint forgets to count.
 */
public final class Attempt {
  private final Presented presented;
  private final Guesser guesser;
  private final Standing standing;

  Attempt(Presented presented, Guesser guesser, Standing standing) {
    this.presented = presented;
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

  Guesser guesser() {
    return guesser;
  }

  /** The tree as it is to be read for the decision. */
  public Standing standing() {
    return standing;
  }
}
