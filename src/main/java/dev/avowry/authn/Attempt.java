package dev.avowry.authn;

import dev.avowry.agent.Standing;
import dev.avowry.federation.AddressedClients;
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

  /** The same, refused when something else authenticates the client besides. */
  PresentedAssertion requireOnlyAssertion() {
    presented
        .onlySecret()
        .ifPresent(
            secret -> {
              throw ClientAssertion.unproven();
            });
    return requireAssertion();
  }

  /** The address that the request says is its client's, by its name alone or by an assertion. */
  public Optional<String> address() {
    return presented.onlyName().filter(AddressedClients::isAddress).or(this::assertedAddress);
  }

  Optional<String> assertedAddress() {
    return assertion
        .filter(any -> !presented.isJwtSvid())
        .flatMap(it -> it.parsed().jwt())
        .flatMap(ClientAssertion::claimedAddress);
  }

  Guesser guesser() {
    return guesser;
  }

  /** The tree as it is to be read for the decision. */
  public Standing standing() {
    return standing;
  }
}
