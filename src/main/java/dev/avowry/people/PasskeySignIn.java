package dev.avowry.people;

import dev.avowry.kernel.Origin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Sign-in by passkey alone: something that its owner has and has unlocked, which counts for both
 * factors. Whoever it is of is known by the passkey, so no name is asked for.
 */
@ApplicationScoped
public class PasskeySignIn {
  /** RFC 8176: a key in hardware or kept like it, a human who was there, two factors. */
  private static final Set<String> METHODS = Set.of("hwk", "user", "mfa");

  private final PasskeyStore store;
  private final AccountStore accounts;
  private final PasskeyCheck check;
  private final PasskeyChallenges challenges;
  private final PasskeyUse uses;
  private final SignInGuesses guesses;
  private final Clock clock;

  PasskeySignIn(
      PasskeyStore store,
      AccountStore accounts,
      PasskeyCheck check,
      PasskeyChallenges challenges,
      PasskeyUse uses,
      SignInGuesses guesses,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.check = check;
    this.challenges = challenges;
    this.uses = uses;
    this.guesses = guesses;
    this.clock = clock;
  }

  /** Of which host passkeys are: WebAuthn's RP ID. */
  public String host() {
    return check.host();
  }

  /** A challenge for one page in one browser. */
  public String challenge(String page) {
    return challenges.issue(page);
  }

  /**
   * The human whose passkey it is; refused when anything is not in order.
   *
   * @param response what the browser gave for the challenge, as JSON
   * @param page that the challenge was for
   */
  public Uni<SignIn> prove(String response, String page, String browser, Origin origin) {
    return guesses.guard(Optional.empty(), origin, () -> look(response, page, browser));
  }

  private Uni<SignIn> look(String response, String page, String browser) {
    PasskeyCheck.Signed signed = check.read(response, page);
    return store
        .find(signed.id(), clock.instant())
        .map(found -> found.orElseThrow(SignInGuesses::failed))
        .chain(
            passkey ->
                holder(passkey).call(any -> use(passkey, check.prove(signed, passkey), signed)))
        .map(account -> SignIn.to(account, METHODS, browser));
  }

  /** Read before the use is noted: a passkey that was removed meanwhile has none. */
  private Uni<Account> holder(Passkey passkey) {
    return accounts.of(passkey.human()).map(found -> found.orElseThrow(SignInGuesses::failed));
  }

  private Uni<Void> use(Passkey passkey, long signCount, PasskeyCheck.Signed signed) {
    return challenges
        .useUp(signed.challenge())
        .chain(() -> uses.note(passkey, signCount))
        .invoke(
            noted -> {
              if (!noted) {
                throw SignInGuesses.failed();
              }
            })
        .replaceWithVoid();
  }
}
