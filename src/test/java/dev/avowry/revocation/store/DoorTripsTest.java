package dev.avowry.revocation.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Entry;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.LedgerStatements;
import dev.avowry.revocation.Found;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Ruling;
import dev.avowry.revocation.Target;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.CountingRelay;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a kill costs on the way to the database, which is most of its time. */
@AvowryTest
class DoorTripsTest {
  private static final int KILLS = 10;

  @Inject Vertx vertx;
  @Inject Pool registry;
  @Inject LedgerStatements ledger;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String url;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Test
  @DisplayName("a kill asks the database twice: once to lock and read, once to write and commit")
  void twoRoundTrips() throws Throwable {
    PgConnectOptions options =
        PgConnectOptions.fromUri(url)
            .setUser(user)
            .setPassword(password)
            .setCachePreparedStatements(true);
    CountingRelay relay = CountingRelay.to(vertx, options.getHost(), options.getPort());
    options.setHost("127.0.0.1").setPort(relay.port());
    Pool counted =
        Pool.newInstance(
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(options)
                .using(vertx)
                .build());
    PgRevocationStore store = new PgRevocationStore(registry, counted, ledger);

    List<Integer> each = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      NodeId agent = NodeId.parse(Api.agent(Api.sponsor()).register().id()).orElseThrow();
      List<Order> orders = List.of(order(agent));
      relay.reset();
      VertxContextSupport.subscribeAndAwait(() -> store.alone(orders, found -> kill(agent, found)));
      each.add(relay.trips());
    }

    // The first has to connect and to prepare; a relay may at times see in two what was sent as
    // one.
    assertEquals(2, Collections.min(each), each::toString);
    counted.closeAndAwait();
    relay.close();
  }

  private static Order order(NodeId agent) {
    return Order.of(
        new Target.OfNode(agent, Optional.empty()),
        Mode.REVOKE,
        "test",
        Optional.empty(),
        new Requester(Event.ITSELF, agent, lineage -> true, Origin.itself("test")));
  }

  private static Ruling kill(NodeId agent, Found found) {
    Instant now = Instant.now();
    Entry entry =
        new Entry(found.head().seq() + 1, agent.toString(), now, now.plus(Duration.ofMinutes(16)));
    Event event =
        Event.of(EventType.AUTHORITY_REVOKED, Event.ITSELF, Origin.itself("test")).onNode(agent);
    Ruling.Changes changes =
        new Ruling.Changes(found.branches(), List.of(), List.of(), List.of(), List.of());
    return new Ruling(List.of(entry), changes, List.of(event), List.of());
  }
}
