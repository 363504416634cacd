package dev.avowry.people;

import dev.avowry.kernel.Origin;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Sign-in by password and app. Both are asked for at once and refused by one sentence, so that
 * nobody learns which of them was wrong, or whether there is such an account; each costs the same
 * work whoever asks.
 */
@ApplicationScoped
public class LocalSignIn {
  /** What no account is called, for the look that a stranger costs. */
  private static final LoginName NOBODY = new LoginName("");

  /** RFC 8176. */
  private static final Set<String> METHODS = Set.of("pwd", "otp", "mfa");

  private final AccountStore store;
  private final Passwords passwords;
  private final SecondFactor codes;
  private final SignInGuesses guesses;
  private final Clock clock;

  LocalSignIn(
      AccountStore store,
      Passwords passwords,
      SecondFactor codes,
      SignInGuesses guesses,
      Clock clock) {
    this.store = store;
    this.passwords = passwords;
    this.codes = codes;
    this.guesses = guesses;
    this.clock = clock;
  }

  /** The human who has proven who they are; refused when they have not, or too often. */
  public Uni<SignIn> prove(PasswordProof proof, Origin origin) {
    Optional<LoginName> login = LoginName.parse(proof.email());
    return guesses.guard(login, origin, () -> look(login, proof, origin));
  }

  private Uni<SignIn> look(Optional<LoginName> login, PasswordProof proof, Origin origin) {
    return store
        .find(login.orElse(NOBODY), clock.instant())
        .chain(account -> holder(account, proof))
        .chain(holder -> useCode(holder, login, proof, origin));
  }

  /** The account, if the password is its own. */
  private Uni<Optional<Account>> holder(Optional<Account> account, PasswordProof proof) {
    return passwords
        .fits(
            account.flatMap(Account::secrets).map(Account.Secrets::password),
            proof.exposePassword())
        .map(fits -> account.filter(any -> fits));
  }

  private Uni<SignIn> useCode(
      Optional<Account> holder, Optional<LoginName> login, PasswordProof proof, Origin origin) {
    Uni<SignIn> use =
        codes
            .use(holder, proof.exposeCode(), origin)
            .map(used -> holder.filter(any -> used).orElseThrow(SignInGuesses::failed))
            .map(account -> signIn(account, proof));
    return holder.isPresent()
        ? guesses.guardCodes(holder.get().human(), login, origin, () -> use)
        : use;
  }

  private static SignIn signIn(Account account, PasswordProof proof) {
    return SignIn.to(account, METHODS, proof.browser());
  }
}
