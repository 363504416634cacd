package dev.avowry.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.Halt;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.HeldTurns;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SideBySide;
import dev.avowry.token.TokenRequest;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * every way to ask for a token is refused for everything that the token would rest on, in
 * whatever way that ended; and given back what was suspended, it is granted again.
 */
@AvowryTest
class GateMatrixTest {
  private static final Set<String> REFUSALS =
      Set.of(
          "invalid_client", "invalid_grant", "invalid_request", "invalid_scope", "invalid_target");

  private HeldTurns leases;

  /**
   * What lapses here does so by the door alone: turns would find no lease that has, and release it.
   */
  @BeforeEach
  void holdLeases() {
    leases = HeldTurns.of("leases");
  }

  @AfterEach
  void letLeasesGoOn() {
    leases.close();
  }

  @TestFactory
  List<DynamicTest> whatEndedGrantsNothing() {
    SideBySide cases = new SideBySide();
    for (Asking asking : Asking.all()) {
      for (Thing thing : Thing.values()) {
        if (asking.isTriedWith(thing)) {
          for (List<Thing.End> ends : thing.ends()) {
            cases.add(
                "%s, %s: %s".formatted(asking, thing, ends), () -> refuses(asking, thing, ends));
          }
        }
      }
    }
    return cases.tests();
  }

  @Test
  @DisplayName("the matrix has every grant that is served, and every kind of request that is known")
  void isComplete() {
    List<String> served =
        RestAssured.get("/.well-known/oauth-authorization-server").path("grant_types_supported");
    assertEquals(
        new TreeSet<>(served),
        Asking.all().stream()
            .map(asking -> asking.grant().type())
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        Set.of(TokenRequest.class.getPermittedSubclasses()),
        Asking.all().stream().map(asking -> asking.grant().request()).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("the matrix has every method of client authentication that is served")
  void hasEveryMethod() {
    List<String> served =
        RestAssured.get("/.well-known/oauth-authorization-server")
            .path("token_endpoint_auth_methods_supported");
    Set<String> tried = Way.ALL.stream().map(Way::method).collect(Collectors.toSet());
    assertEquals(Set.copyOf(served), tried);
  }

  private static void refuses(Asking asking, Thing thing, List<Thing.End> ends) {
    try (OutsideIssuer platform = OutsideIssuer.start();
        OutsideIssuer provider = OutsideIssuer.start();
        ClientSite site = ClientSite.start()) {
      Family family = Family.register(platform, provider, site);
      Optional<Way.Enrolled> client = asking.enrol(family);
      String lent = family.lent();
      granted(asking.ask(family, client, lent));

      for (Thing.End end : ends) {
        Map<String, ?> target = thing.target(family, client, lent);
        end(target, thing, end);
        refused(asking.ask(family, client, lent));

        if (end.isForATime()) {
          giveBack(target, end);
          lent = family.lent();
          granted(asking.ask(family, client, lent));
        }
      }
    }
  }

  private static void end(Map<String, ?> target, Thing thing, Thing.End end) {
    end.halt()
        .ifPresentOrElse(
            halt -> halt(target, Mode.SUSPEND, halt),
            () -> order(target, thing, end).then().statusCode(200));
  }

  private static void giveBack(Map<String, ?> target, Thing.End end) {
    end.halt()
        .ifPresentOrElse(
            halt -> halt(target, Mode.RESUME, halt), () -> resume(target).then().statusCode(200));
  }

  /** As what becomes of a sponsorship does it, by the door. */
  private static void halt(Map<String, ?> target, Mode mode, Halt halt) {
    NodeId node = NodeId.parse(target.values().iterator().next().toString()).orElseThrow();
    Requester by = new Requester("test", node, lineage -> true, Origin.itself("test"));
    Order order =
        Order.halting(new Target.OfNode(node, Optional.empty()), mode, halt, halt.code(), by);
    Revocations door = Arc.container().instance(Revocations.class).get();
    try {
      VertxContextSupport.subscribeAndAwait(() -> door.carryOut(order));
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Response order(Map<String, ?> target, Thing thing, Thing.End end) {
    Map<String, Object> order = new HashMap<>();
    order.put("target", target);
    order.put("mode", end.mode());
    order.put("reason", "test");
    if (thing.takesTwo()) {
      order.put("break_glass", true);
    }
    if (end == Thing.End.TIGHTEN) {
      order.put("ceiling", Map.of("scopes", List.of()));
    }
    return Api.admin().body(order).post("/v1/revocations");
  }

  private static Response resume(Map<String, ?> target) {
    return Api.as(Api.secondAdminToken())
        .body(Map.of("target", target, "mode", "resume", "reason", "test"))
        .post("/v1/revocations");
  }

  private static void granted(Response answer) {
    assertEquals(200, answer.statusCode(), answer.asString());
    assertNotNull(answer.path("access_token"));
  }

  private static void refused(Response answer) {
    String body = answer.asString();
    assertTrue(Set.of(400, 401).contains(answer.statusCode()), body);
    assertTrue(REFUSALS.contains(answer.<String>path("error")), body);
    assertNull(answer.path("access_token"), body);
  }
}
