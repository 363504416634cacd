package dev.avowry.people;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Makes an account for whoever brings a one-time token: that of the first start, whose holder
 * becomes the first administrator, or that of a link which an administrator made for a human.
 */
@ApplicationScoped
public class AccountSetup {
  private final Offers offers;
  private final AccountMaking making;
  private final SignInGuesses guesses;

  AccountSetup(Offers offers, AccountMaking making, SignInGuesses guesses) {
    this.offers = offers;
    this.making = making;
    this.guesses = guesses;
  }

  /**
   * Uses the token up and makes the account, both or neither.
   *
   * <p>Refused with {@link Reason#SIGN_IN_FAILED} when the token is not good, and with {@link
   * Reason#INVALID_REQUEST} when what was filled in may not be used; then the token is still good.
   */
  public Uni<MadeAccount> make(
      String token, NewHuman human, NewMeans means, String browser, Origin origin) {
    LoginName login = LoginName.require(human.email());
    return guesses.guard(
        Optional.empty(),
        origin,
        () ->
            offers
                .prove(means, human.name(), login)
                .chain(proven -> making.make(token, human, login, proven, browser, origin))
                .onFailure(AccountSetup::isBadToken)
                .transform(any -> SignInGuesses.failed()));
  }

  private static boolean isBadToken(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.INVALID_TOKEN;
  }
}
