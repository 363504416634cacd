package dev.avowry.connection;

import dev.avowry.agent.Client;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.vault.About;
import dev.avowry.vault.Accesses;
import dev.avowry.vault.Conditions;
import dev.avowry.vault.NewAccess;
import dev.avowry.vault.NewSecret;
import dev.avowry.vault.Removals;
import dev.avowry.vault.Secret;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Use;
import dev.avowry.vault.Vault;
import dev.avowry.vault.Within;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Puts tokens into the vault, where the agent may have them used and is not told them. Three steps,
 * the connection last: what is broken off before leaves a secret that its keeper sees, which is not
 * refreshed and ends with its token.
 */
@ApplicationScoped
class Keeping {
  private static final int LONGEST_NAME = 200;

  private final Vault vault;
  private final Accesses accesses;
  private final ConnectionStore store;
  private final ConnectionWriter writer;
  private final Removals removals;
  private final Clock clock;

  Keeping(
      Vault vault,
      Accesses accesses,
      ConnectionStore store,
      ConnectionWriter writer,
      Removals removals,
      Clock clock) {
    this.vault = vault;
    this.accesses = accesses;
    this.store = store;
    this.writer = writer;
    this.removals = removals;
    this.clock = clock;
  }

  Uni<Connection> keep(
      Pending pending, Provider provider, Client agent, TokenSet tokens, Caller by) {
    Instant now = clock.instant();
    // What is refreshed does not end by itself.
    Optional<Instant> ends =
        tokens.refreshToken().isPresent() ? Optional.empty() : tokens.endsAt(now);
    return Panache.withSession(() -> store.find(pending.agent(), provider.id()))
        .chain(
            present ->
                present
                    .map(
                        it ->
                            renewed(it, provider, tokens, ends, by)
                                .map(
                                    secret ->
                                        connection(it.id(), pending, provider, secret, tokens, now))
                                .call(connection -> writer.connect(connection, tokens, by)))
                    .orElseGet(
                        () ->
                            made(provider, agent, tokens, ends, by)
                                .map(
                                    secret ->
                                        connection(
                                            pending.connection(),
                                            pending,
                                            provider,
                                            secret,
                                            tokens,
                                            now))
                                .call(connection -> connect(connection, tokens, by))));
  }

  /** Of two that come back at the same moment one is late, and leaves nothing behind. */
  private Uni<Void> connect(Connection connection, TokenSet tokens, Caller by) {
    return writer
        .connect(connection, tokens, by)
        .onFailure()
        .call(() -> removals.remove(connection.secret(), by));
  }

  private Uni<Secret> made(
      Provider provider, Client agent, TokenSet tokens, Optional<Instant> ends, Caller by) {
    NewSecret asked =
        new NewSecret(
            Optional.of(agent.lineage().sponsor().id()),
            Optional.empty(),
            SecretType.ACCESS_TOKEN,
            new About(name(provider, agent), Set.of(), ends, Optional.empty()),
            ConnectionWriter.fields(tokens),
            provider.bindings());
    return vault
        .keep(asked, by)
        .call(secret -> accesses.give(secret.id(), use(agent.agent().id()), by));
  }

  private static String name(Provider provider, Client agent) {
    String name = provider.name() + " for " + agent.agent().name();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME).strip();
  }

  private static NewAccess use(NodeId agent) {
    return new NewAccess(
        agent,
        false,
        Set.of(Use.USE),
        new Conditions(Optional.empty(), Optional.empty(), Conditions.USUAL_LEASE, Within.ALL),
        Optional.empty());
  }

  private Uni<Secret> renewed(
      Connection present, Provider provider, TokenSet tokens, Optional<Instant> ends, Caller by) {
    return vault
        .replace(
            present.secret(),
            ConnectionWriter.fields(tokens).exposeSecret(),
            provider.bindings(),
            Optional.empty(),
            by)
        .chain(secret -> vault.describe(secret.id(), lasting(secret.about(), ends), by));
  }

  private static About lasting(About about, Optional<Instant> ends) {
    return new About(about.name(), about.tags(), ends, about.rotateAt());
  }

  private static Connection connection(
      ConnectionId id,
      Pending pending,
      Provider provider,
      Secret secret,
      TokenSet tokens,
      Instant now) {
    return new Connection(
        id,
        pending.agent(),
        provider.id(),
        provider.name(),
        secret.id(),
        pending.scopes(),
        Connection.State.CONNECTED,
        tokens.refreshToken().isPresent(),
        Optional.empty(),
        tokens.endsAt(now),
        pending.human(),
        now);
  }
}
