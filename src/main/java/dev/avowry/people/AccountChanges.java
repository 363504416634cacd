package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Changes how a human signs in here. Whatever is taken away or replaced ends their sessions
 * elsewhere: who had got in by it is out.
 */
@ApplicationScoped
public class AccountChanges {
  private final AccountStore accounts;
  private final PasskeyStore passkeys;
  private final Offers offers;
  private final Means means;

  AccountChanges(AccountStore accounts, PasskeyStore passkeys, Offers offers, Means means) {
    this.accounts = accounts;
    this.passkeys = passkeys;
    this.offers = offers;
    this.means = means;
  }

  /** How a human can sign in here; empty when they have no account here. */
  public Uni<Optional<Overview>> of(NodeId human) {
    return accounts
        .of(human)
        .chain(
            found ->
                found
                    .map(account -> overview(account).map(Optional::of))
                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Overview> overview(Account account) {
    return Uni.combine()
        .all()
        .unis(accounts.recoveryCodesLeft(account.human()), passkeys.of(account.human()))
        .asTuple()
        .map(
            both ->
                new Overview(
                    account.login().text(),
                    account.secrets().isPresent(),
                    both.getItem1(),
                    both.getItem2()));
  }

  /**
   * Another password, another app, or both.
   *
   * @param password empty when it stays
   * @param offer of the secret that the app has
   * @param code that the app shows; empty when the app stays
   */
  public Uni<Void> change(
      Session here, SecretBytes password, String offer, String code, Origin origin) {
    Optional<ProvenMeans.App> app =
        code.isEmpty() ? Optional.empty() : Optional.of(offers.app(offer, code));
    return require(here.human())
        .chain(
            account ->
                hash(password, here, account).chain(hash -> means.change(here, hash, app, origin)));
  }

  private Uni<Optional<PasswordHash>> hash(SecretBytes password, Session here, Account account) {
    return password.length() == 0
        ? Uni.createFrom().item(Optional.empty())
        : offers.password(password, here.name(), account.login()).map(Optional::of);
  }

  /** One more passkey. */
  public Uni<Void> add(Session here, NewMeans.ByPasskey asked, Origin origin) {
    return require(here.human())
        .chain(account -> offers.prove(asked, here.name(), account.login()))
        .chain(proven -> means.add(here.human(), (ProvenMeans.ByPasskey) proven, origin));
  }

  /** Removes a passkey; refused when it is the last way in. */
  public Uni<Void> remove(Session here, String passkey, Origin origin) {
    return means.remove(here, passkey, origin);
  }

  /** Ten new recovery codes, to be shown once; those before are good no more. */
  public Uni<List<String>> replaceRecoveryCodes(Session here, Origin origin) {
    return require(here.human()).chain(any -> means.replaceSheet(here, origin));
  }

  private Uni<Account> require(NodeId human) {
    return accounts
        .of(human)
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.NOT_FOUND, "you sign in elsewhere: there is no account here")));
  }
}
