package dev.avowry.connection;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Envelope;
import dev.avowry.key.Envelopes;
import dev.avowry.ledger.Ledger;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretFields;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Successors;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each change of a connection with its row of the ledger. */
@ApplicationScoped
class ConnectionWriter {
  /** An access token is refreshed when so much of its life is over. */
  private static final int PER_CENT = 80;

  private final ConnectionStore store;
  private final Successors successors;
  private final Envelopes envelopes;
  private final Ledger ledger;
  private final Clock clock;

  ConnectionWriter(
      ConnectionStore store,
      Successors successors,
      Envelopes envelopes,
      Ledger ledger,
      Clock clock) {
    this.store = store;
    this.successors = successors;
    this.envelopes = envelopes;
    this.ledger = ledger;
    this.clock = clock;
  }

  @WithTransaction
  Uni<Void> begin(byte[] hash, Pending pending, Caller by) {
    return store
        .begin(hash, pending, clock.instant())
        .invoke(
            begun -> {
              if (!begun) {
                throw Refusal.refused(
                    Reason.TOO_MANY_REQUESTS,
                    "you have begun this too often; try again in some minutes");
              }
            })
        .chain(() -> ledger.append(ConnectionEvents.begun(pending, by)));
  }

  @WithTransaction
  Uni<Optional<Pending>> use(byte[] hash) {
    return store.use(hash);
  }

  @WithTransaction
  Uni<Void> refuse(Pending pending, Fault fault, Caller by) {
    return ledger.append(ConnectionEvents.refused(pending, fault, by));
  }

  @WithTransaction
  Uni<Void> connect(Connection connection, TokenSet tokens, Caller by) {
    Optional<Envelope> refresh =
        tokens
            .refreshToken()
            .map(
                token ->
                    envelopes.seal(
                        token,
                        Connection.purposeOfRefresh(
                            connection.id(), connection.agent(), connection.provider())));
    Optional<Instant> due = refresh.flatMap(any -> due(tokens));
    return store
        .put(connection, refresh, due)
        .chain(() -> ledger.append(ConnectionEvents.made(connection, by)));
  }

  @WithTransaction
  Uni<Void> end(Connection connection, Caller by) {
    return store
        .ending(connection.id(), clock.instant())
        .chain(
            ended ->
                ended
                    ? ledger.append(ConnectionEvents.ended(connection, by))
                    : Uni.createFrom().voidItem());
  }

  @WithTransaction
  Uni<List<Task>> take(Duration lease, int most) {
    return store.take(clock.instant(), lease, most);
  }

  /** What came of a turn; nothing, when it is another replica's by now. */
  @WithTransaction
  Uni<Void> conclude(Task task, Step step) {
    return store.isOurs(task).chain(ours -> ours ? write(task, step) : Uni.createFrom().voidItem());
  }

  private Uni<Void> write(Task task, Step step) {
    Instant now = clock.instant();
    return switch (step) {
      case Step.Refreshed(Secret secret, TokenSet tokens) -> refreshed(task, secret, tokens);
      case Step.Again(Fault fault) ->
          store.again(
              task, Optional.of(fault), task.tries() + 1, now.plus(Step.pause(task.tries())));
      case Step.Waits _ -> store.again(task, Optional.empty(), task.tries(), now.plus(Step.WAIT));
      case Step.Rests _ -> store.rest(task);
      case Step.Broken(Fault fault) ->
          store
              .broken(task, fault)
              .chain(() -> ledger.append(ConnectionEvents.broken(task, fault)));
      case Step.Over _ ->
          store.ending(task.id(), now).chain(() -> ledger.append(ConnectionEvents.ended(task)));
      case Step.GivenBack _ -> store.ended(task);
    };
  }

  private Uni<Void> refreshed(Task task, Secret secret, TokenSet tokens) {
    Optional<Envelope> refresh =
        tokens.refreshToken().map(token -> envelopes.seal(token, task.purpose()));
    return successors
        .renew(secret, fields(tokens), task.id().toString())
        .chain(() -> store.refreshed(task, refresh, tokens.endsAt(clock.instant()), due(tokens)));
  }

  SecretBytes refreshToken(Task task) {
    return envelopes.open(task.refresh().orElseThrow(), task.purpose());
  }

  static SecretFields fields(TokenSet tokens) {
    return SecretFields.of(
        SecretType.ACCESS_TOKEN, Map.of(TokenSet.ACCESS_TOKEN, tokens.exposeAccessToken()));
  }

  private Optional<Instant> due(TokenSet tokens) {
    return tokens
        .lasts()
        .map(lasts -> Duration.ofMillis(Math.max(1, lasts.toMillis() / 100 * PER_CENT)))
        .map(clock.instant()::plus);
  }
}
