package dev.avowry.people;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The means by which a human signs in, as they change; each with its row. What is taken away or
 * replaced ends their other sessions in the same transaction, and no sign-in by the former means
 * gets past it.
 */
@ApplicationScoped
class Means {
  /** Uses no step up. */
  private static final long NO_STEP = -1;

  private final AccountStore accounts;
  private final PasskeyStore passkeys;
  private final Sessions sessions;
  private final Ledger ledger;
  private final Sealer sealer;
  private final SecureRandom random;
  private final Clock clock;

  Means(
      AccountStore accounts,
      PasskeyStore passkeys,
      Sessions sessions,
      Ledger ledger,
      Sealer sealer,
      SecureRandom random,
      Clock clock) {
    this.accounts = accounts;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.ledger = ledger;
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /**
   * An account with its first means.
   *
   * @return recovery codes to be shown once; none where there is no app that they would stand for
   */
  @WithTransaction
  Uni<List<String>> begin(NodeId human, LoginName login, ProvenMeans proven, Origin origin) {
    Instant now = clock.instant();
    return switch (proven) {
      case ProvenMeans.ByPassword by ->
          add(new Account(human, login, by.handle(), Optional.of(secrets(human, by)), now), now)
              .chain(() -> accounts.useStep(human, by.app().step()))
              .chain(() -> record(EventType.ACCOUNT_MADE, human, "password totp", "", origin))
              .chain(() -> newSheet(human));
      case ProvenMeans.ByPasskey by ->
          add(new Account(human, login, by.handle(), Optional.empty(), now), now)
              .chain(() -> addPasskey(human, by, now))
              .chain(() -> record(EventType.ACCOUNT_MADE, human, "passkey", by.name(), origin))
              .replaceWith(List.of());
    };
  }

  /** One more passkey. */
  @WithTransaction
  Uni<Void> add(NodeId human, ProvenMeans.ByPasskey by, Origin origin) {
    return addPasskey(human, by, clock.instant())
        .chain(() -> record(EventType.ACCOUNT_CHANGED, human, "passkey", by.name(), origin));
  }

  /** Removes a passkey; refused when it is the last way in. */
  @WithTransaction
  Uni<Void> remove(Session here, String passkey, Origin origin) {
    NodeId human = here.human();
    return accounts
        .touch(human, clock.instant())
        .chain(() -> passkeys.remove(passkey, human))
        .invoke(
            removed ->
                require(
                    removed,
                    "there is no such passkey, or it is the last way in: add another before"))
        .chain(() -> record(EventType.ACCOUNT_CHANGED, human, "passkey_removed", "", origin))
        .chain(() -> endOthers(here, origin));
  }

  /**
   * Another password, another app, or both; what is empty stays.
   *
   * <p>Refused when there would be one without the other.
   */
  @WithTransaction
  Uni<Void> change(
      Session here, Optional<PasswordHash> password, Optional<ProvenMeans.App> app, Origin origin) {
    NodeId human = here.human();
    return accounts
        .change(human, password, app.map(it -> sealed(human, it)), clock.instant())
        .invoke(Means::requireBoth)
        .chain(() -> accounts.useStep(human, app.map(ProvenMeans.App::step).orElse(NO_STEP)))
        .chain(() -> record(EventType.ACCOUNT_CHANGED, human, changed(password, app), "", origin))
        .chain(() -> endOthers(here, origin));
  }

  private Uni<Void> endOthers(Session here, Origin origin) {
    return sessions.endOthers(here.human(), here.id(), origin).replaceWithVoid();
  }

  private static String changed(Optional<PasswordHash> password, Optional<ProvenMeans.App> app) {
    return Stream.of(password.map(any -> "password"), app.map(any -> "totp"))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  private static void requireBoth(boolean both) {
    if (!both) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "a password goes with an app: set both at once");
    }
  }

  /** Another sheet of recovery codes; the one before is good no more. */
  @WithTransaction
  Uni<List<String>> replaceSheet(Session here, Origin origin) {
    NodeId human = here.human();
    return accounts
        .touch(human, clock.instant())
        .chain(() -> newSheet(human))
        .call(() -> record(EventType.ACCOUNT_CHANGED, human, "recovery_codes", "", origin))
        .call(() -> endOthers(here, origin));
  }

  private Uni<List<String>> newSheet(NodeId human) {
    List<RecoveryCode> sheet = RecoveryCode.sheet(random);
    List<SecretHash> hashes = sheet.stream().map(RecoveryCode::hash).toList();
    return accounts
        .replaceRecoveryCodes(human, hashes)
        .replaceWith(() -> sheet.stream().map(RecoveryCode::show).toList());
  }

  private Uni<Void> add(Account account, Instant now) {
    return accounts
        .add(account, now)
        .invoke(added -> require(added, "there is an account with this e-mail address already"))
        .replaceWithVoid();
  }

  private Uni<Void> addPasskey(NodeId human, ProvenMeans.ByPasskey by, Instant now) {
    PasskeyCheck.Made made = by.passkey();
    return passkeys
        .add(
            new Passkey(
                made.id(),
                human,
                by.name(),
                made.credential(),
                made.signCount(),
                now,
                Optional.empty()))
        .invoke(added -> require(added, "this passkey is in use already"))
        .replaceWithVoid();
  }

  private Account.Secrets secrets(NodeId human, ProvenMeans.ByPassword by) {
    return new Account.Secrets(by.password(), sealed(human, by.app()));
  }

  private Sealed sealed(NodeId human, ProvenMeans.App app) {
    return sealer.seal(app.secret().bytes(), Account.purpose(human));
  }

  private Uni<Void> record(
      EventType type, NodeId human, String what, String passkey, Origin origin) {
    Map<String, String> detail =
        passkey.isEmpty() ? Map.of("means", what) : Map.of("means", what, "passkey", passkey);
    return ledger.append(
        Event.of(type, human.toString(), origin).onNode(human).under(human).with(detail));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.CONFLICT, otherwise);
    }
  }
}
