package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Humans whom a real Keycloak lets in, and then does not any more. */
@DisplayName("Asked about those whom it let in, a provider")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VouchingIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String SETTINGS = "AVOWRY_SIGN_IN_PROVIDERS_HOUSE";

  private static KeycloakProcess keycloak;
  private static AvowryProcess avowry;
  private static Administrator admin;
  private static AvowryProcess.Setup setup;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Folders.fresh("vouching");
    setup = AvowryProcess.in(folder).asItsOwnIssuer();
    keycloak =
        KeycloakProcess.start(
            folder,
            AvowryProcess.freePort(),
            List.of(
                KeycloakProcess.realm(
                    "house",
                    setup.issuer() + "/sign-in/house/callback",
                    KeycloakProcess.user("ada", "ada@house.example", true),
                    KeycloakProcess.user("bob", "bob@house.example", true))));
    avowry =
        setup
            .with(SETTINGS + "_ISSUER", keycloak.issuer("house"))
            .with(SETTINGS + "_CLIENT_ID", "avowry")
            .with(SETTINGS + "_CLIENT_SECRET", KeycloakProcess.SECRET)
            .with(SETTINGS + "_CREATE_SPONSORS", "true")
            .with(SETTINGS + "_WHEN_REFUSED", "suspend")
            .with("AVOWRY_VOUCHING_EVERY", "PT5S")
            .start();
    admin = new Administrator(avowry);
    admin.comeInBy(avowry.bootstrapToken());
  }

  @AfterAll
  static void stop() throws Exception {
    if (avowry != null) {
      avowry.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Test
  @Order(1)
  @DisplayName("refuses who was disabled: their tree stops by one entry, until they sign in again")
  void refusesWhoWasDisabled() throws Exception {
    Surfer browser = new Surfer();
    signIn(browser, "ada");
    signIn(new Surfer(), "bob");
    String ada = sponsor("Person ada");
    AgentClient agent = agentOf(ada);
    assertEquals(200, agent.askForToken(avowry).statusCode());
    awaitAnswers(3);
    assertEquals("live", state(ada), "it goes on vouching, by each token that it gives");
    long before = head();

    keycloak.setEnabled("house", "ada", false);
    Within.within(SOON, "she is gone", () -> state(ada).equals("suspended"));

    assertEquals(before + 1, head(), "one entry");
    assertNotEquals(200, agent.askForToken(avowry).statusCode());
    assertEquals("/sign-in", browser.open(avowry.uri("/account")).uri().getPath(), "signed out");
    assertEquals("live", state(sponsor("Person bob")), "nobody else is");
    Within.within(
        SOON, "the book says why", () -> causesOfLeaving(ada).equals(List.of("sign_in_refused")));

    keycloak.setEnabled("house", "ada", true);
    awaitAnswers(2);
    assertEquals("suspended", state(ada), "that she could sign in is not yet that she did");
    assertEquals(200, signIn(new Surfer(), "ada").status());

    assertEquals("live", state(ada));
    assertEquals(200, agent.askForToken(avowry).statusCode());
    awaitAnswers(3);
    assertEquals("live", state(ada), "by the token of the new sign-in");
  }

  @Test
  @Order(2)
  @DisplayName("that is down stops nobody")
  void isDown() throws Exception {
    double before = answers("unclear");
    keycloak.close();

    Within.within(SOON, "it was asked in vain", () -> answers("unclear") >= before + 3);

    assertEquals("live", state(sponsor("Person ada")));
    assertEquals("live", state(sponsor("Person bob")));
    assertTrue(avowry.output().contains("cause=it was not reached"), "it is told");
  }

  private static List<String> causesOfLeaving(String sponsor) throws Exception {
    return StreamSupport.stream(
            json("/v1/audit/events?type=sponsor_left&sponsor=" + sponsor)
                .get("events")
                .spliterator(),
            false)
        .map(it -> it.at("/event/detail/cause").asText())
        .toList();
  }

  private static Surfer.Page signIn(Surfer browser, String user) throws Exception {
    Surfer.Page page =
        KeycloakProcess.signIn(browser, avowry.uri("/sign-in/house?return=/account"), user);
    assertEquals(200, page.status(), page.body());
    return page;
  }

  private static void awaitAnswers(int more) throws Exception {
    double before = answers("vouches");
    Within.within(
        SOON,
        () -> "it was asked " + more + " times more; output:\n" + avowry.output(),
        () -> answers("vouches") >= before + more);
  }

  private static double answers(String answer) throws Exception {
    return avowry
        .get("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("avowry_vouching_answers_total{"))
        .filter(line -> line.contains("answer=\"" + answer + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static AgentClient agentOf(String sponsor) throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    String id =
        admin
            .make(
                "/v1/agents",
                """
                {"name": "reader", "kind": "ai_agent", "purpose": "reads", "sponsor": "%s",
                 "scopes": ["read"], "resources": ["https://api.example.org"],
                 "jwks": {"keys": [%s]}}
                """
                    .formatted(sponsor, key.toPublicJWK().toJSONString()))
            .get("id")
            .asText();
    return new AgentClient(id, key, setup.issuer());
  }

  private static String sponsor(String name) throws Exception {
    return StreamSupport.stream(json("/v1/sponsors?limit=200").get("items").spliterator(), false)
        .filter(it -> it.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .get("id")
        .asText();
  }

  private static String state(String sponsor) throws Exception {
    return json("/v1/sponsors/" + sponsor).get("state").asText();
  }

  private static long head() throws Exception {
    return Administrator.JSON
        .readTree(
            avowry
                .send(
                    HttpRequest.newBuilder(avowry.uri("/revocations"))
                        .header("Accept", "application/json"))
                .body())
        .get("seq")
        .asLong();
  }

  private static JsonNode json(String path) throws Exception {
    return Administrator.JSON.readTree(admin.get(path).body());
  }
}
