package dev.avowry.sponsorship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refused;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestClient;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.Map;
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
    TestClient reader = Api.agent(Api.sponsor()).register();
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

    Departure second = leave(DepartureCause.ADMINISTRATOR);

    assertEquals(first, second);
    assertEquals(before, head());
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
    done(() -> departures.comeBack(node, "test", ORIGIN));
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
