package dev.avowry.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.token.TokenRequest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  @TestFactory
  Stream<DynamicTest> whatEndedGrantsNothing() {
    return Asking.ALL.stream()
        .flatMap(
            asking ->
                Arrays.stream(Thing.values())
                    .filter(asking::restsOn)
                    .flatMap(
                        thing ->
                            thing.ends().stream()
                                .map(
                                    end ->
                                        DynamicTest.dynamicTest(
                                            "%s, %s %s".formatted(asking, end.mode(), thing),
                                            () -> refuses(asking, thing, end)))));
  }

  @Test
  @DisplayName("the matrix has every grant that is served, and every kind of request that is known")
  void isComplete() {
    List<String> served =
        RestAssured.get("/.well-known/oauth-authorization-server").path("grant_types_supported");
    assertEquals(
        new TreeSet<>(served),
        Asking.ALL.stream().map(Asking::grantType).collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        Set.of(TokenRequest.class.getPermittedSubclasses()),
        Asking.ALL.stream().map(Asking::request).collect(Collectors.toSet()));
  }

  @Test
  @DisplayName("the matrix has every method of client authentication that is served")
  void hasEveryMethod() {
    List<String> served =
        RestAssured.get("/.well-known/oauth-authorization-server")
            .path("token_endpoint_auth_methods_supported");
    Set<String> tried = Asking.ALL.stream().map(Asking::method).collect(Collectors.toSet());
    assertTrue(tried.containsAll(served), () -> "served: " + served + ", tried: " + tried);
  }

  private static void refuses(Asking asking, Thing thing, Thing.End end) {
    try (OutsideIssuer platform = OutsideIssuer.start()) {
      Family family = Family.register(platform, platform.trusted("oidc"));
      String lent = family.lent();
      granted(asking.ask(family, lent));

      Map<String, Object> order = new HashMap<>();
      order.put("target", thing.target(family, lent));
      order.put("mode", end.mode());
      order.put("reason", "test");
      if (thing.takesTwo()) {
        order.put("break_glass", true);
      }
      if (end == Thing.End.TIGHTEN) {
        order.put("ceiling", Map.of("scopes", List.of()));
      }
      Family.order(order).then().statusCode(200);
      refused(asking.ask(family, lent));

      if (end == Thing.End.SUSPEND) {
        order.remove("break_glass");
        order.put("mode", "resume");
        Api.as(Api.secondAdminToken()).body(order).post("/v1/revocations").then().statusCode(200);
        granted(asking.ask(family, family.lent()));
      }
    }
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
