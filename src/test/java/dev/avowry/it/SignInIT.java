package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.AtOnce;
import io.restassured.path.json.JsonPath;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Humans of two realms of a real Keycloak, which are two providers here. */
@DisplayName("With identity providers")
class SignInIT {
  private static KeycloakProcess keycloak;
  private static AvowryProcess avowry;
  private static String admin;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Folders.fresh("sign-in");
    int port = AvowryProcess.freePort();
    AvowryProcess.Setup setup = AvowryProcess.in(folder).asItsOwnIssuer();
    String back = setup.issuer() + "/sign-in/%s/callback";
    keycloak =
        KeycloakProcess.start(
            folder,
            port,
            List.of(
                KeycloakProcess.realm(
                    "one",
                    back.formatted("one"),
                    KeycloakProcess.user("ada", "ada@one.example", true, "admins", "auditors"),
                    KeycloakProcess.user("bob", "bob@one.example", true),
                    KeycloakProcess.user("eve", "eve@one.example", false, "admins")),
                KeycloakProcess.realm(
                    "two",
                    back.formatted("two"),
                    KeycloakProcess.user("mallory", "ada@one.example", true, "admins"))));
    avowry =
        provider(provider(setup, "one", true), "two", false)
            .with("AVOWRY_SIGN_IN_PROVIDERS_ONE_ROLES_ADMINS", "admin")
            .with("AVOWRY_SIGN_IN_PROVIDERS_ONE_ROLES_AUDITORS", "auditor")
            .with("AVOWRY_SIGN_IN_PROVIDERS_ONE_LABEL", "Realm One")
            .start();
    admin =
        JsonPath.from(new Administrator(avowry).redeem(avowry.bootstrapToken()).body())
            .getString("access_token");
  }

  private static AvowryProcess.Setup provider(
      AvowryProcess.Setup setup, String realm, boolean creates) {
    String prefix = "AVOWRY_SIGN_IN_PROVIDERS_" + realm.toUpperCase(Locale.ROOT);
    return setup
        .with(prefix + "_ISSUER", keycloak.issuer(realm))
        .with(prefix + "_CLIENT_ID", "avowry")
        .with(prefix + "_CLIENT_SECRET", KeycloakProcess.SECRET)
        .with(prefix + "_CREATE_SPONSORS", Boolean.toString(creates));
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
  @DisplayName("the first sign-in makes a sponsor, and leads to where they wanted to go")
  void makesASponsor() throws Exception {
    Surfer browser = new Surfer();

    Surfer.Page page = signIn(browser, "one", "ada", "/account?x=1");

    assertEquals(200, page.status(), page.body());
    assertEquals("/account?x=1", page.uri().getPath() + '?' + page.uri().getQuery());
    assertTrue(page.body().contains("Person ada"), page.body());
    assertEquals(Set.of("admin", "auditor"), rolesGranted("Person ada"));
    assertEquals(
        Set.of("__Host-avowry"),
        browser.cookiesOf(page.uri()).keySet().stream()
            .filter(name -> !name.equals("__Host-avowry-visit"))
            .collect(Collectors.toSet()),
        "of the sign-in elsewhere nothing is left");
  }

  @Test
  @DisplayName("the provider says when they proved it → as lately as a change asks for (A-121)")
  void knowsWhenTheyProvedIt() throws Exception {
    Surfer browser = new Surfer();
    signIn(browser, "one", "ada", "/account");

    Surfer.Page means = browser.open(avowry.uri("/account/means"));

    assertEquals(404, means.status(), "there is no account here, and no doubt about the time");
  }

  @Test
  @DisplayName("two browsers at once, for the first time → one sponsor")
  void makesOneSponsor() throws Exception {
    List<Integer> statuses =
        AtOnce.run(2, () -> signIn(new Surfer(), "one", "bob", "/account").status());

    assertEquals(List.of(200, 200), statuses);
    assertEquals(1, sponsors().stream().filter(each -> each.equals("Person bob")).count());
  }

  @Test
  @DisplayName("who is disabled there → no session")
  void refusesWhoIsDisabled() throws Exception {
    Surfer browser = new Surfer();

    Surfer.Page page = signIn(browser, "one", "eve", "/account");

    assertFalse(browser.cookiesOf(avowry.uri("/")).containsKey("__Host-avowry"), page.body());
  }

  @Test
  @DisplayName("somebody else's address at another provider → nobody: issuer and subject count")
  void knowsNobodyByTheirAddress() throws Exception {
    assertEquals(200, signIn(new Surfer(), "one", "ada", "/account").status());
    Surfer browser = new Surfer();

    Surfer.Page page = signIn(browser, "two", "mallory", "/account");

    assertEquals(401, page.status(), page.body());
    assertFalse(browser.cookiesOf(avowry.uri("/")).containsKey("__Host-avowry"));
  }

  @Test
  @DisplayName("what comes back without having been sent, or to another browser → 401 (A-143)")
  void takesNobodyElsesAnswer() throws Exception {
    Surfer.Page made = new Surfer().open(avowry.uri("/sign-in/one/callback?code=a&state=b"));
    assertEquals(401, made.status(), made.body());
    Surfer.Page none = new Surfer().open(avowry.uri("/sign-in/one/callback"));
    assertEquals(401, none.status(), none.body());
    assertEquals(404, new Surfer().open(avowry.uri("/sign-in/three")).status());
  }

  @Test
  @DisplayName("another host in the request → led back to our own address all the same (A-120)")
  void leadsBackToItself() throws Exception {
    HttpResponse<String> answer =
        avowry.send(
            HttpRequest.newBuilder(avowry.uri("/sign-in/one"))
                .header("X-Forwarded-Host", "evil.example"));
    String location = answer.headers().firstValue("Location").orElse("");

    assertEquals(302, answer.statusCode(), answer.body());
    assertTrue(location.startsWith(keycloak.issuer("one")), location);
    assertTrue(location.contains("code_challenge_method=S256"), location);
    assertTrue(location.contains("nonce="), location);
    assertTrue(location.contains("max_age=43200"), location);
    assertFalse(location.contains("evil"), location);
  }

  @Test
  @DisplayName("GET /sign-in → a button for each provider")
  void showsTheProviders() throws Exception {
    String page = avowry.get("/sign-in").body();

    assertTrue(page.contains("Sign in with Realm One"), page);
    assertTrue(page.contains("/sign-in/two?return="), page);
  }

  private static Surfer.Page signIn(Surfer browser, String realm, String user, String back)
      throws Exception {
    return KeycloakProcess.signIn(
        browser,
        avowry.uri(
            "/sign-in/" + realm + "?return=" + URLEncoder.encode(back, StandardCharsets.UTF_8)),
        user);
  }

  private static List<String> sponsors() throws Exception {
    return read("/v1/sponsors?limit=200").getList("items.name");
  }

  private static Set<String> rolesGranted(String name) throws Exception {
    String id =
        read("/v1/sponsors?limit=200").getString("items.find { it.name == '" + name + "' }.id");
    Within.within(Duration.ofSeconds(20), "the rows are in the tree", () -> !roles(id).isEmpty());
    return Set.copyOf(roles(id));
  }

  private static List<String> roles(String id) throws Exception {
    return read("/v1/audit/events?type=role_granted&sponsor=" + id).getList("events.event.target");
  }

  private static JsonPath read(String path) throws Exception {
    HttpResponse<String> answer =
        avowry.send(
            HttpRequest.newBuilder(avowry.uri(path))
                .header("Authorization", "Bearer " + admin)
                .header("Accept", "application/json"));
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonPath.from(answer.body());
  }
}
