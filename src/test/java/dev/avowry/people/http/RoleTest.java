package dev.avowry.people.http;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestHuman;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Roles of humans. */
@AvowryTest
class RoleTest {
  private static final String ADMIN = "/v1/roles/admin/{id}";

  @Test
  @DisplayName("PUT and DELETE /v1/roles/{role}/{sponsor} → 204, as often as one likes")
  void comesAndGoes() {
    String human = Api.sponsor();
    give("auditor", human);
    give("auditor", human);
    give("operator", human);
    Api.admin()
        .get("/v1/roles?limit=200")
        .then()
        .statusCode(200)
        .body(
            "items.find { it.sponsor == '" + human + "' }.roles",
            equalTo(List.of("auditor", "operator")));
    take("auditor", human);
    take("auditor", human);
    take("operator", human);
    Api.admin().get("/v1/roles?limit=200").then().body("items.sponsor", not(hasItem(human)));
  }

  @Test
  @DisplayName("of oneself → 403, of nobody → 404, of no such name → 404")
  void refusesWhatIsNot() {
    String human = Api.sponsor();
    String own = new TestHuman(human).token(Set.of("admin"));
    Api.as(own).put("/v1/roles/security/{id}", human).then().statusCode(403);
    Api.as(own).delete("/v1/roles/security/{id}", human).then().statusCode(403);
    Expect.problem(404, "not-found", Api.admin().put("/v1/roles/auditor/AAAAAAAAAAA"));
    Expect.problem(404, "not-found", Api.admin().put("/v1/roles/Admin/{id}", human));
    Expect.problem(404, "not-found", Api.admin().put("/v1/roles/sponsor/{id}", human));
  }

  @Test
  @DisplayName("DELETE of an administrator who is suspended → 204: those who are left are enough")
  void takesFromWhoIsSuspended() {
    String human = Api.sponsor();
    String left = Api.sponsor();
    give("admin", left);
    give("admin", human);
    administrators().stream()
        .filter(other -> !other.equals(human) && !other.equals(left))
        .forEach(other -> Api.as(asAdmin(left)).delete(ADMIN, other).then().statusCode(204));
    Api.order("suspend", "sponsor", human).then().statusCode(200);
    take("admin", human);
    assertEquals(List.of(left), administrators());
  }

  @Test
  @DisplayName("the last administrator stays one, though two take it from each other at once")
  void keepsOneAdministrator() throws Exception {
    String one = Api.sponsor();
    String two = Api.sponsor();
    give("admin", one);
    give("admin", two);
    administrators().stream()
        .filter(human -> !human.equals(one) && !human.equals(two))
        .forEach(human -> Api.as(asAdmin(one)).delete(ADMIN, human).then().statusCode(204));

    AtomicInteger turn = new AtomicInteger();
    List<Integer> answers =
        AtOnce.run(
            2,
            () ->
                turn.getAndIncrement() == 0
                    ? Api.as(asAdmin(one)).delete(ADMIN, two).statusCode()
                    : Api.as(asAdmin(two)).delete(ADMIN, one).statusCode());

    assertEquals(List.of(204, 409), answers.stream().sorted().toList());
    assertEquals(1, administrators().size());
  }

  private static List<String> administrators() {
    return Api.admin()
        .get("/v1/roles?limit=200")
        .jsonPath()
        .getList("items.findAll { it.roles.contains('admin') }.sponsor");
  }

  private static String asAdmin(String human) {
    return new TestHuman(human).token(Set.of("admin"));
  }

  private static void give(String role, String human) {
    Api.admin().put("/v1/roles/{role}/{id}", role, human).then().statusCode(204);
  }

  private static void take(String role, String human) {
    Api.admin().delete("/v1/roles/{role}/{id}", role, human).then().statusCode(204);
  }
}
