package dev.avowry.connection;

import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.kernel.ConnectionId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.ProviderId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SessionId;
import dev.avowry.key.Envelopes;
import dev.avowry.web.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Leads a human to a provider and takes what they bring back, RFC 6749 §4.1 with RFC 7636.
 *
 * <p>What was begun is of one human, in one session of theirs, for one agent at one provider. Only
 * that very session may bring it back, to that provider's own address, once: a link that somebody
 * else has sent neither connects their account to another's agent, nor another's account to theirs.
 */
@ApplicationScoped
public class Connecting {
  private final Providers providers;
  private final ConnectionStore store;
  private final ConnectionWriter writer;
  private final Keeping keeping;
  private final FarSide farSide;
  private final Directory directory;
  private final Envelopes envelopes;
  private final SecureRandom random;
  private final Clock clock;

  Connecting(
      Providers providers,
      ConnectionStore store,
      ConnectionWriter writer,
      Keeping keeping,
      FarSide farSide,
      Directory directory,
      Envelopes envelopes,
      SecureRandom random,
      Clock clock) {
    this.providers = providers;
    this.store = store;
    this.writer = writer;
    this.keeping = keeping;
    this.farSide = farSide;
    this.directory = directory;
    this.envelopes = envelopes;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Where the human's browser is to be led.
   *
   * @param scopes of those that the provider has; empty for all of them
   */
  public Uni<URI> begin(
      NodeId agent, ProviderId provider, List<String> scopes, SessionId session, Caller by) {
    return live(agent, by)
        .chain(() -> providers.find(provider))
        .chain(found -> begin(agent, found, asked(scopes, found), session, by));
  }

  private static List<String> asked(List<String> scopes, Provider provider) {
    if (!provider.scopes().containsAll(scopes)) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "scopes are of those that are registered: " + String.join(" ", provider.scopes()));
    }
    return scopes.isEmpty() ? provider.scopes() : scopes.stream().distinct().toList();
  }

  private Uni<URI> begin(
      NodeId agent, Provider provider, List<String> scopes, SessionId session, Caller by) {
    Begun begun = Begun.random(random);
    return present(agent, provider.id())
        .map(found -> found.map(Connection::id).orElseGet(() -> ConnectionId.random(random)))
        .map(id -> pending(id, agent, provider, scopes, session, begun, by))
        .chain(pending -> writer.begin(begun.hash(), pending, by))
        .replaceWith(() -> begun.at(provider, providers.redirectUri(provider.id()), scopes));
  }

  private Uni<Optional<Connection>> present(NodeId agent, ProviderId provider) {
    return Panache.withSession(() -> store.find(agent, provider));
  }

  private Pending pending(
      ConnectionId id,
      NodeId agent,
      Provider provider,
      List<String> scopes,
      SessionId session,
      Begun begun,
      Caller by) {
    String purpose = Pending.purposeOf(id, agent, provider.id(), by.node());
    return new Pending(
        id,
        agent,
        provider.id(),
        by.node(),
        session,
        scopes,
        envelopes.seal(begun.verifier(), purpose),
        clock.instant().plus(Pending.LONGEST));
  }

  /**
   * Takes what a browser brought back; refused with {@link Reason#INVALID_REQUEST} when it is not
   * what was begun in it, or the provider gives no tokens for it. Whatever comes with a state uses
   * it up.
   */
  public Uni<Connection> complete(Callback callback, SessionId session, Caller by) {
    return callback
        .state()
        .map(state -> writer.use(Begun.hash(state)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.orElseThrow(() -> refused(Fault.NOT_BEGUN_HERE)))
        .chain(pending -> complete(pending, callback, session, by));
  }

  private Uni<Connection> complete(
      Pending pending, Callback callback, SessionId session, Caller by) {
    if (!pending.isOf(by.node(), session, callback.provider(), clock.instant())) {
      return refuse(pending, Fault.NOT_BEGUN_HERE, by);
    }
    return providers
        .find(pending.provider())
        .chain(
            provider -> {
              if (!callback.isFrom(provider)) {
                return refuse(pending, Fault.OTHER_ISSUER, by);
              }
              return callback.isGranted()
                  ? exchange(pending, provider, callback, by)
                  : refuse(pending, Fault.DENIED, by);
            });
  }

  private Uni<Connection> exchange(
      Pending pending, Provider provider, Callback callback, Caller by) {
    return live(pending.agent(), by)
        .map(Optional::of)
        .onFailure(Refused.class)
        .recoverWithItem(Optional.empty())
        .chain(
            agent ->
                agent
                    .map(it -> exchange(pending, provider, it, callback, by))
                    .orElseGet(() -> refuse(pending, Fault.AGENT, by)));
  }

  private Uni<Connection> exchange(
      Pending pending, Provider provider, Client agent, Callback callback, Caller by) {
    String verifier =
        new String(
            envelopes.open(pending.verifier(), pending.purpose()).exposeSecret(),
            StandardCharsets.US_ASCII);
    return farSide
        .token(
            provider,
            providers.secret(provider),
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                callback.code().orElseThrow(),
                "redirect_uri",
                providers.redirectUri(provider.id()),
                "code_verifier",
                verifier))
        .chain(
            answer ->
                answer instanceof FarSide.Answer.Made(TokenSet tokens)
                        && tokens.isWithin(pending.scopes())
                    ? keeping.keep(pending, provider, agent, tokens, by)
                    : refuse(pending, Fault.of(answer), by));
  }

  private <T> Uni<T> refuse(Pending pending, Fault fault, Caller by) {
    return writer
        .refuse(pending, fault, by)
        .map(
            recorded -> {
              throw refused(fault);
            });
  }

  private static Refused refused(Fault fault) {
    return Refusal.refused(Reason.INVALID_REQUEST, "nothing was connected: " + fault.words());
  }

  /** The agent, if it is live and the caller's. */
  private Uni<Client> live(NodeId id, Caller by) {
    return directory
        .agent(id)
        .map(
            found ->
                found
                    .filter(agent -> by.reaches(agent.lineage().ids()))
                    .orElseThrow(Connections::unknown))
        .invoke(
            agent -> {
              if (agent.lineage().firstDead(clock.instant()).isPresent()) {
                throw Refusal.refused(
                    Reason.CONFLICT, "the agent, or somebody above it, is not live");
              }
            });
  }
}
