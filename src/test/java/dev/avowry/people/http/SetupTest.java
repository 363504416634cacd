package dev.avowry.people.http;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.people.SignedIn;
import dev.avowry.testing.Api;
import dev.avowry.testing.AtOnce;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestAccount;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that are made by a one-time token. */
@AvowryTest
class SetupTest {
  private static final Map<String, String> PASSWORD = Map.of("password", TestAccount.PASSWORD);

  @Nested
  @DisplayName("whoever holds the token of the first start")
  class TheFirst {
    @Test
    @DisplayName("POST /sign-in/setup → an administrator, once of five at the same moment (A-044)")
    void becomesAdministratorOnce() throws Exception {
      List<TestAccount> humans =
          IntStream.range(0, 5).mapToObj(any -> TestAccount.registered()).toList();
      String token = Api.newBootstrapToken();
      List<TestAccount> left = Collections.synchronizedList(new ArrayList<>(humans));

      List<Integer> statuses =
          AtOnce.run(5, () -> left.removeFirst().setUp(token, PASSWORD).statusCode());

      assertEquals(1, Collections.frequency(statuses, 200), statuses::toString);
      assertEquals(4, Collections.frequency(statuses, 401), statuses::toString);
    }

    @Test
    @DisplayName("the same token at both doors → one opens (A-044)")
    void usesItUpForTheApiToo() {
      TestAccount human = TestAccount.registered();
      String token = Api.newBootstrapToken();
      human.setUp(token, PASSWORD).then().statusCode(200);

      Expect.problem(
          401,
          "invalid-token",
          RestAssured.given().header("Authorization", "Bearer " + token).post("/v1/bootstrap"));
      human.browser().open("/account").then().statusCode(200);
    }
  }

  @Nested
  @DisplayName("whoever holds a link")
  class Invited {
    private TestAccount human;

    @BeforeEach
    void isRegistered() {
      human = TestAccount.registered();
    }

    @Test
    @DisplayName("POST /sign-in/setup → an account, ten recovery codes, and a session")
    void makesTheirAccount() {
      Response made = human.setUp(human.link(), PASSWORD);

      made.then().statusCode(200).body(containsString("Keep these codes"));
      assertEquals(43, human.browser().cookie(SignedIn.COOKIE).length());
      human.browser().open("/account").then().body(containsString("Grace Hopper"));
    }

    @Test
    @DisplayName("the link again → 401")
    void usesItOnce() {
      String link = human.link();
      human.setUp(link, PASSWORD).then().statusCode(200);

      human.setUp(link, PASSWORD).then().statusCode(401);
    }

    @Test
    @DisplayName("a link that another one followed → 401")
    void usesTheLatest() {
      String first = human.link();
      String second = human.link();

      human.setUp(first, PASSWORD).then().statusCode(401);
      human.setUp(second, PASSWORD).then().statusCode(200);
    }

    @Test
    @DisplayName(
        "a password too easy, a wrong code, another's address → 400, and the link stays good")
    void correctsWhatIsWrong() {
      String link = human.link();
      human.setUp(link, Map.of("password", "password1")).then().statusCode(400);
      human
          .setUp(link, Map.of("password", TestAccount.PASSWORD, "code", "000000"))
          .then()
          .statusCode(400)
          .body(containsString("the code is not the one"))
          .body(not(containsString(TestAccount.PASSWORD)));
      human
          .setUp(link, Map.of("password", TestAccount.PASSWORD, "email", "another@example.com"))
          .then()
          .statusCode(400);

      human.setUp(link, PASSWORD).then().statusCode(200);
    }

    @Test
    @DisplayName("who has an account already → 409")
    void hasOneAccount() {
      human.setUp(human.link(), PASSWORD).then().statusCode(200);

      human.setUp(human.link(), PASSWORD).then().statusCode(409);
    }

    @Test
    @DisplayName("whose node is suspended since → 401")
    void isNotLetInWhileSuspended() {
      String link = human.link();
      Api.order("suspend", "sponsor", human.id()).then().statusCode(200);

      human.setUp(link, PASSWORD).then().statusCode(401);
    }
  }

  @Nested
  @DisplayName("a stranger")
  class AStranger {
    @ParameterizedTest(name = "the token «{0}» → 401")
    @ValueSource(
        strings = {
          "",
          "x",
          "avb_of-the-tests-0123456789-0123456789",
          "avow_al_00000000000000000000000000000000000000000000000000"
        })
    void guesses(String token) {
      TestAccount.registered().setUp(token, PASSWORD).then().statusCode(401);
    }

    @Test
    @DisplayName("an offer of their own making → 400")
    void choosesNoSecret() {
      TestAccount human = TestAccount.registered();

      human
          .setUp(human.link(), Map.of("password", TestAccount.PASSWORD, "offer", "QUJD"))
          .then()
          .statusCode(400);
    }

    @Test
    @DisplayName("GET /sign-in/setup → no secret in its address, and no form without a proof")
    void seesTheForm() {
      TestAccount human = TestAccount.registered();
      human.browser().open("/sign-in/setup").then().statusCode(200);
      human
          .browser()
          .form()
          .formParam("token", human.link())
          .post("/sign-in/setup")
          .then()
          .statusCode(403);
    }
  }

  @Nested
  @DisplayName("an administrator")
  class AnAdministrator {
    @Test
    @DisplayName("POST /v1/sponsors/{id}/account-links → 201; the secret stands behind the #")
    void makesALink() {
      String url =
          Api.admin()
              .post("/v1/sponsors/{id}/account-links", Api.sponsor())
              .then()
              .statusCode(201)
              .extract()
              .path("url");

      assertTrue(url.matches("https://avowry\\.example/sign-in/setup#avow_al_\\w{49}"), url);
    }

    @Test
    @DisplayName("for nobody, or for who is not live → 404")
    void makesNoneForNobody() {
      String sponsor = Api.sponsor();
      Api.order("revoke", "sponsor", sponsor).then().statusCode(200);

      for (String id : List.of(sponsor, "AAAAAAAAAAA", "x")) {
        Expect.problem(404, "not-found", Api.admin().post("/v1/sponsors/{id}/account-links", id));
      }
    }
  }

  @Nested
  @DisplayName("an agent")
  class AnAgent {
    @Test
    @DisplayName("POST /v1/sponsors/{id}/account-links → 403")
    void invitesNobody() {
      String sponsor = Api.sponsor();
      String token = Api.agent(sponsor).register().ownToken("");
      Expect.problem(
          403,
          "insufficient-scope",
          Api.as(token).post("/v1/sponsors/{id}/account-links", sponsor));
    }
  }
}
