package dev.avowry.sponsorship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever leaves stops everything below them by one entry. */
@AvowryTest
@NullUnmarked
class DeparturesTest {
  private static final Origin ORIGIN = Origin.itself("test");

  @Inject Departures departures;
  @Inject DepartureBook book;
  @Inject DepartureTurns turns;
  @Inject Pool pool;

  private String sponsor;
  private NodeId node;
  private TestClient agent;

  @BeforeEach
  void register() {
    sponsor = Api.sponsor();
    node = NodeId.parse(sponsor).orElseThrow();
    agent = Api.agent(sponsor).register();
  }

  @ParameterizedTest
  @EnumSource(DepartureCause.class)
  @DisplayName("one entry, whoever said so; nothing below is minted, what was minted is dead")
  void stopsEverythingBelow(DepartureCause cause) {
    TestClient below = NewTestAgent.subAgent().register(agent.ownToken("agents:spawn"));
    String token = below.token("read", Api.ORDERS);
    TestClient reader =
        Api.agent(Api.sponsor()).with("scopes", List.of("tokens:introspect")).register();
    assertEquals(true, reader.introspect(token).path("active"));
    long before = head();

    Departure departure = leave(cause);

    assertEquals(before + 1, head(), "one entry");
    assertEquals(cause, departure.cause());
    agent.clientCredentials(Map.of()).then().statusCode(401);
    below.clientCredentials(Map.of()).then().statusCode(401);
    assertEquals(false, reader.introspect(token).path("active"));
  }

  @Test
  @DisplayName("who is gone stays gone as it was said first, by no further entry")
  void isIdempotent() {
    Departure first = leave(DepartureCause.SCIM_INACTIVE);
    long before = head();

    Departure second = leave(DepartureCause.SIGN_IN_REFUSED);

    assertEquals(first, second);
    assertEquals(before, head());
  }

  @Test
  @DisplayName("what is said with more weight stands, and who said less brings nobody back (A-170)")
  void theStrongerWordStands() {
    Departure first = leave(DepartureCause.SCIM_INACTIVE);
    long before = head();

    Departure second =
        done(() -> departures.leave(node, DepartureCause.ADMINISTRATOR, "another", ORIGIN));

    assertEquals(DepartureCause.ADMINISTRATOR, second.cause());
    assertEquals(
        first.at().truncatedTo(ChronoUnit.MILLIS), second.at().truncatedTo(ChronoUnit.MILLIS));
    assertEquals(before, head(), "nothing more is to be stopped");
    comeBack();
    agent.clientCredentials(Map.of()).then().statusCode(401);
  }

  @Test
  @DisplayName("who leaves and comes back at the same moment, often → never both gone and alive")
  void neverBothGoneAndAlive() throws Exception {
    for (int round = 0; round < 8; round++) {
      AtomicInteger turn = new AtomicInteger();
      AtOnce.run(
          4,
          () -> {
            if (turn.getAndIncrement() % 2 == 0) {
              leave(DepartureCause.SCIM_INACTIVE);
            } else {
              comeBack();
            }
            return true;
          });
      boolean gone = isGone();
      assertFalse(gone && isLive(), "in round " + round);
      comeBack();
      assertTrue(!isGone() && isLive(), "asked again in round " + round);
    }
  }

  @Test
  @DisplayName("who is gone and lives, since something failed → is stopped by the next turn")
  void aTurnStopsWhoIsGone() {
    leave(DepartureCause.SCIM_INACTIVE);
    change("update node set halts = '{}', state = 'live' where id = $1");
    assertTrue(isLive());

    done(turns::turn);

    assertFalse(isLive());
  }

  private boolean isGone() {
    return done(() -> book.isGone(node));
  }

  private boolean isLive() {
    return Api.admin().get("/v1/sponsors/{id}", sponsor).path("state").equals("live");
  }

  private void change(String sql) {
    done(() -> pool.preparedQuery(sql).execute(Tuple.of(node.value())));
  }

  @Test
  @DisplayName("who comes back has new tokens, and never the old ones")
  void comesBack() {
    String old = agent.token("read", Api.ORDERS);
    leave(DepartureCause.SCIM_INACTIVE);

    comeBack();

    String fresh = agent.token("read", Api.ORDERS);
    assertEquals(true, agent.introspect(fresh).path("active"));
    assertEquals(false, agent.introspect(old).path("active"));
    comeBack();
  }

  @Test
  @DisplayName("who comes back is not given what somebody suspended meanwhile, or before (A-170)")
  void liftsNothingElse() {
    Api.order("suspend", "sponsor", sponsor).then().statusCode(200);
    leave(DepartureCause.SCIM_INACTIVE);
    comeBack();
    agent.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("resume", "sponsor", sponsor).then().statusCode(200);
    agent.clientCredentials(Map.of()).then().statusCode(200);

    leave(DepartureCause.SCIM_INACTIVE);
    Api.order("suspend", "sponsor", sponsor).then().statusCode(200);
    comeBack();
    agent.clientCredentials(Map.of()).then().statusCode(401);
  }

  @Test
  @DisplayName("an order gives nobody back who has left")
  void noOrderBringsThemBack() {
    leave(DepartureCause.RISC_ACCOUNT);

    Api.order("resume", "sponsor", sponsor).then().statusCode(409);
    agent.clientCredentials(Map.of()).then().statusCode(401);
    Api.order("suspend", "sponsor", sponsor).then().statusCode(200);
    Api.order("resume", "sponsor", sponsor).then().statusCode(409);
    agent.clientCredentials(Map.of()).then().statusCode(401);
  }

  @Test
  @DisplayName("who is revoked may leave, and never comes back")
  void staysRevoked() {
    Api.order("revoke", "sponsor", sponsor).then().statusCode(200);

    leave(DepartureCause.SCIM_DELETED);

    assertEquals(Reason.CONFLICT, assertThrows(Refused.class, this::comeBack).refusal().reason());
  }

  @Test
  @DisplayName("only a sponsor leaves")
  void isForSponsors() {
    NodeId other = NodeId.parse(agent.id()).orElseThrow();

    Refused refused =
        assertThrows(
            Refused.class,
            () ->
                done(() -> departures.leave(other, DepartureCause.ADMINISTRATOR, "test", ORIGIN)));

    assertEquals(Reason.NOT_FOUND, refused.refusal().reason());
    agent.clientCredentials(Map.of()).then().statusCode(200);
  }

  private Departure leave(DepartureCause cause) {
    return done(() -> departures.leave(node, cause, "test", ORIGIN));
  }

  private void comeBack() {
    done(() -> departures.comeBack(node, EnumSet.allOf(DepartureCause.class), "test", ORIGIN));
  }

  private static <T> T done(Supplier<Uni<T>> what) {
    try {
      return VertxContextSupport.subscribeAndAwait(what);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static long head() {
    return RestAssured.given()
        .header("Accept", "application/json")
        .get("/revocations")
        .jsonPath()
        .getLong("seq");
  }
}
