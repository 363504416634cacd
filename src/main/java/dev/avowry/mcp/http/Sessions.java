package dev.avowry.mcp.http;

import dev.avowry.access.Admitted;
import dev.avowry.access.TokenEnds;
import dev.avowry.ledger.KnownEntries;
import dev.avowry.ledger.Watch;
import dev.avowry.web.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that are open in this process. One ends when anything ends that the token rested on
 * by which it was opened, as soon as this replica learns of it; a stream of one ends with the token
 * by which it was asked for, at its expiry at the latest.
 */
@Singleton
class Sessions {
  /** In all; each is a few hundred bytes. */
  private static final int MOST = 10_000;

  /** Of one caller; the one that was used least lately makes room. */
  private static final int MOST_OF_ONE = 16;

  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Map<String, Open> open = new ConcurrentHashMap<>();
  private final ConnectionManager connections;
  private final SessionIds ids;
  private final KnownEntries known;
  private final TokenEnds ends;
  private final Vertx vertx;
  private final Clock clock;

  private record Open(Session session, Watch watch) {}

  @Inject
  Sessions(
      ConnectionManager connections,
      SessionIds ids,
      KnownEntries known,
      TokenEnds ends,
      Vertx vertx,
      Clock clock,
      MeterRegistry meters) {
    this.connections = connections;
    this.ids = ids;
    this.known = known;
    this.ends = ends;
    this.vertx = vertx;
    this.clock = clock;
    meters.gaugeMapSize("avowry.mcp.sessions", List.of(), open);
    vertx.setPeriodic(SWEEP.toMillis(), any -> closeIdle());
  }

  boolean isFull() {
    return open.size() >= MOST;
  }

  /**
   * Opens one for a connection that the protocol's server has just made.
   *
   * @return the id by which the caller comes back to it
   */
  String open(String connection, Admitted caller) {
    Session.Owner owner = Session.Owner.of(caller.by());
    makeRoom(owner);
    Session session = new Session(connection, caller.by(), clock.instant());
    Watch watch = known.watch(caller.token().hold(), () -> close(connection));
    open.put(connection, new Open(session, watch));
    if (!known.stands(caller.token().hold())) {
      // It ended before it was in the map, where its watch would not have found it.
      close(connection);
    }
    return ids.of(connection, caller.by());
  }

  /** The caller's session; empty when it is over. */
  Optional<Session> use(String connection, Caller by) {
    Optional<Session> found =
        Optional.ofNullable(open.get(connection))
            .map(Open::session)
            .filter(session -> session.isOf(Session.Owner.of(by)));
    found.ifPresent(session -> session.use(clock.instant()));
    return found;
  }

  /** Has the answer under way end with the session, and with the token. */
  void hold(Session session, RoutingContext context, Admitted caller) {
    Stream stream = new Stream(context.response(), vertx);
    var end = ends.of(caller.token()).subscribe().with(never -> {}, over -> stream.end());
    context.addEndHandler(
        any -> {
          stream.ended();
          session.remove(stream);
          end.cancel();
        });
    session.add(stream);
  }

  /** Ends a session with all its streams; it may be over already. */
  void close(String connection) {
    Open found = open.remove(connection);
    if (found != null) {
      found.watch().close();
      found.session().close();
      connections.remove(connection);
    }
  }

  private void makeRoom(Session.Owner owner) {
    List<Session> theirs =
        open.values().stream().map(Open::session).filter(session -> session.isOf(owner)).toList();
    theirs.stream()
        .sorted(Comparator.comparing(Session::usedAt))
        .limit(Math.max(0, theirs.size() - MOST_OF_ONE + 1))
        .forEach(session -> close(session.connection()));
  }

  private void closeIdle() {
    Instant before = clock.instant().minus(IDLE);
    open.values().stream()
        .map(Open::session)
        .filter(session -> session.usedAt().isBefore(before) && !session.hasStreams())
        .forEach(session -> close(session.connection()));
  }
}
