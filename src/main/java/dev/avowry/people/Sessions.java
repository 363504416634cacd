package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SessionId;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Sessions of humans. Each request asks the database, so that a session which was ended, or whose
 * human's node was, is over at every replica with the answer to whoever ended it.
 */
@ApplicationScoped
public class Sessions {
  /** How exactly it is known when a session was last used; finer would be a write a request. */
  private static final Duration GRAIN = Duration.ofMinutes(1);

  /** How long one that is over is kept. What happened in it is in the ledger. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final SessionStore store;
  private final AccountStore accounts;
  private final Vouching vouching;
  private final SessionConfig config;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;

  Sessions(
      SessionStore store,
      AccountStore accounts,
      Vouching vouching,
      SessionConfig config,
      Ledger ledger,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.vouching = vouching;
    this.config = config;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Begins a session, always a new one: what a browser held before counts for nothing.
   *
   * <p>Refused when the account was changed since they were asked: what they have shown is perhaps
   * good no more.
   */
  @WithTransaction
  public Uni<Opened> open(SignIn by, Origin origin) {
    SessionToken token = SessionToken.random(random);
    SessionId id = SessionId.random(random);
    Instant now = clock.instant();
    return requireUnchanged(by)
        .chain(
            () ->
                store.add(
                    id, token.hash(), by, origin.clientAddress(), now, now.plus(config.longest())))
        .chain(() -> ledger.append(opened(id, by, origin)))
        .replaceWith(new Opened(token, config.longest()));
  }

  private Uni<Void> requireUnchanged(SignIn by) {
    return by.accountAsOf()
        .map(asOf -> accounts.isAsOf(by.human(), asOf))
        .orElseGet(() -> Uni.createFrom().item(true))
        .invoke(Sessions::requireUnchanged)
        .replaceWithVoid();
  }

  private static void requireUnchanged(boolean unchanged) {
    if (!unchanged) {
      throw SignInGuesses.failed();
    }
  }

  /** The session that the token is of; empty when it is over, or there never was one. */
  public Uni<Optional<Session>> find(SessionToken token) {
    Instant now = clock.instant();
    return store
        .find(token.hash(), now.minus(config.idle()), now)
        .call(found -> found.map(session -> touch(session, now)).orElseGet(Sessions::nothing));
  }

  /** The sessions of a human that are not over, latest first. */
  public Uni<List<Session>> of(NodeId human) {
    Instant now = clock.instant();
    return store.of(human, now.minus(config.idle()), now);
  }

  /** Ends one session of a human; refused when it is not theirs, or over. */
  @WithTransaction
  public Uni<Void> end(SessionId id, NodeId human, Origin origin) {
    return endIfOpen(id, human, origin).invoke(Sessions::requireEnded).replaceWithVoid();
  }

  /** Ends the session that a browser held before it got another; nothing when there was none. */
  @WithTransaction
  public Uni<Void> leave(SessionToken before, Origin origin) {
    return find(before)
        .chain(
            found ->
                found
                    .map(session -> endIfOpen(session.id(), session.human(), origin))
                    .orElseGet(() -> Uni.createFrom().item(false)))
        .replaceWithVoid();
  }

  private Uni<Boolean> endIfOpen(SessionId id, NodeId human, Origin origin) {
    return store
        .end(id, human, clock.instant())
        .call(
            ended ->
                ended ? ledger.append(ended(human, origin).onTarget(id.toString())) : nothing());
  }

  private static void requireEnded(boolean ended) {
    if (!ended) {
      throw Refusal.refused(Reason.NOT_FOUND, "there is no such session");
    }
  }

  /**
   * Ends all sessions of a human but one; refused when that one is over itself, so that of two that
   * end each other one does.
   */
  @WithTransaction
  public Uni<Integer> endOthers(NodeId human, SessionId kept, Origin origin) {
    return store
        .isOpen(kept)
        .invoke(Sessions::requireOpen)
        .chain(() -> store.endOthers(human, kept, clock.instant()))
        .call(count -> ledger.append(ended(human, origin).with(Map.of("sessions", "" + count))));
  }

  private static void requireOpen(boolean open) {
    if (!open) {
      throw Refusal.refused(Reason.INVALID_TOKEN, "this session was ended meanwhile");
    }
  }

  /**
   * Ends all sessions of a human, and what providers could be asked by about them.
   *
   * @return how many there were
   */
  @WithTransaction
  public Uni<Integer> endAll(NodeId human, Origin origin) {
    return store
        .endAll(human, clock.instant())
        .call(() -> vouching.signedOut(human))
        .call(count -> ledger.append(ended(human, origin).with(Map.of("sessions", "" + count))));
  }

  /** Forgets what has long been over. */
  @WithTransaction
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return store.forget(clock.instant().minus(KEPT)).replaceWithVoid();
  }

  private Uni<Void> touch(Session session, Instant now) {
    return session.seenAt().plus(GRAIN).isBefore(now) ? store.touch(session.id(), now) : nothing();
  }

  private static Event opened(SessionId id, SignIn by, Origin origin) {
    return Event.of(EventType.SESSION_OPENED, by.human().toString(), origin)
        .onNode(by.human())
        .under(by.human())
        .onTarget(id.toString())
        .with(
            Map.of(
                "methods", String.join(" ", new TreeSet<>(by.methods())),
                "provider", by.provider().orElse("")));
  }

  private static Event ended(NodeId human, Origin origin) {
    return Event.of(EventType.SESSION_ENDED, human.toString(), origin).onNode(human).under(human);
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }
}
