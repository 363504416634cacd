package dev.avowry.consent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Registrant;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestLoan;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Authorization in MCP, 2026-07-28: a client that has nothing but our address. */
@AvowryTest
class McpClientTest {
  private ClientSite site;
  private String human;
  private TestBrowser browser;

  @BeforeEach
  void start() {
    site = ClientSite.start();
    human = Api.sponsor();
    browser = TestBrowser.of(human);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  /** 401, metadata of the resource, metadata of the authorization server. */
  private static JsonPath discovered() {
    String challenge =
        RestAssured.get("/v1/me").then().statusCode(401).extract().header("WWW-Authenticate");
    assertTrue(challenge.contains("resource_metadata=\""), challenge);
    String metadata = challenge.replaceFirst(".*resource_metadata=\"([^\"]*)\".*", "$1");
    JsonPath resource = RestAssured.get(path(metadata)).then().statusCode(200).extract().jsonPath();
    String server = resource.getString("authorization_servers[0]");
    JsonPath document =
        RestAssured.get(path(server + "/.well-known/oauth-authorization-server")).jsonPath();
    assertEquals(server, document.getString("issuer"));
    assertTrue(document.getList("code_challenge_methods_supported").contains("S256"));
    assertTrue(document.getList("token_endpoint_auth_methods_supported").contains("none"));
    return document;
  }

  private static String path(String url) {
    assertTrue(url.startsWith(Api.ISSUER), url);
    return url.substring(Api.ISSUER.length());
  }

  private Map<String, Object> document(String address) {
    Map<String, Object> document = new HashMap<>();
    document.put("client_id", address);
    document.put("client_name", "An MCP client");
    document.put("redirect_uris", List.of(TestLoan.REDIRECT, "http://127.0.0.1/callback"));
    document.put("grant_types", List.of("authorization_code", "refresh_token"));
    document.put("response_types", List.of("code"));
    document.put("token_endpoint_auth_method", "none");
    return document;
  }

  private String published() {
    String address = site.origin() + "/client.json";
    site.publish("/client.json", document(address));
    return address;
  }

  private static RequestSpecification named(String client) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("client_id", client);
  }

  private static TestAuthorization request(String client) {
    return TestAuthorization.of(client).with("scope", "openid read");
  }

  @Nested
  class WithADocument {
    @Test
    @DisplayName("nothing but our address → a token for the resource, and the human answers for it")
    void getsAToken() {
      JsonPath server = discovered();
      assertTrue(server.getBoolean("client_id_metadata_document_supported"));
      String address = published();
      String waiting = request(address).waiting(browser);
      String page = TestAuthorization.page(browser, waiting).asString();
      assertTrue(page.contains("An MCP client") && page.contains(address), page);
      assertTrue(page.contains("you will, if you allow this"), page);

      TestAuthorization.Answer answer =
          TestAuthorization.answer(TestAuthorization.approve(browser, waiting));
      assertEquals(server.getString("issuer"), answer.get("iss"));
      Response token =
          TestLoan.redeeming(named(address), answer.code())
              .formParam("resource", Api.ORDERS)
              .post(path(server.getString("token_endpoint")));

      JsonPath claims = Api.claims(token.then().statusCode(200).extract().path("access_token"));
      assertEquals(human, claims.getString("sub"));
      assertEquals(Api.ORDERS, claims.getString("aud"));
      assertEquals(address, Api.claims(token.path("id_token")).getString("aud"));
      String agent = claims.getString("act.sub");
      Api.admin()
          .get("/v1/agents/{id}", agent)
          .then()
          .statusCode(200)
          .body("sponsor", org.hamcrest.Matchers.equalTo(human));
      Response next =
          named(address)
              .formParam("grant_type", "refresh_token")
              .formParam("refresh_token", token.<String>path("refresh_token"))
              .post("/token");
      assertEquals(200, next.statusCode(), next.asString());
    }

    @Test
    @DisplayName("comes again → remembered; for another human it is another agent")
    void isRemembered() {
      String address = published();
      String first = actor(address, request(address).code(browser));
      Response again = TestAuthorization.page(browser, request(address).waiting(browser));
      assertEquals(first, actor(address, TestAuthorization.answer(again).code()));
      TestBrowser other = TestBrowser.of(Api.sponsor());
      assertNotEquals(first, actor(address, request(address).code(other)));
    }

    private String actor(String address, String code) {
      return Api.claims(
              TestLoan.redeeming(named(address), code)
                  .post("/token")
                  .then()
                  .statusCode(200)
                  .extract()
                  .path("access_token"))
          .getString("act.sub");
    }

    @Test
    @DisplayName("a code of one address shown by another, or by the agent's id → 401 or 400")
    void isItsOwn() {
      String address = published();
      String other = site.origin() + "/other.json";
      site.publish("/other.json", document(other));
      Expect.oauthError(
          401,
          "invalid_client",
          TestLoan.redeeming(named(other), request(address).code(browser)).post("/token"));
      Expect.oauthError(
          401,
          "invalid_client",
          named(address).formParam("grant_type", "client_credentials").post("/token"));
    }

    @Test
    @DisplayName(
        "a document that is not its own, with a secret, without redirects → a page (A-128)")
    void isRefused() {
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("client_id", site.origin() + "/else"),
              Map.of("client_secret", "x"),
              Map.of("redirect_uris", List.of()),
              Map.of("redirect_uris", List.of("javascript:alert(1)")),
              Map.of("token_endpoint_auth_method", "client_secret_post"),
              Map.of("grant_types", List.of("implicit")))) {
        String address = site.origin() + "/bad.json";
        Map<String, Object> document = document(address);
        document.putAll(change);
        site.publish("/bad.json", document);
        Response answer = request(address).send();
        assertEquals(400, answer.statusCode(), change::toString);
        assertNull(answer.header("Location"));
      }
      for (String address :
          List.of(
              site.origin() + "/missing.json",
              "https://169.254.169.254/x",
              "http://client.example/x",
              "https://client.example")) {
        assertEquals(400, request(address).send().statusCode(), address);
      }
    }
  }

  @Nested
  class WithARegistration {
    @Test
    @DisplayName("POST /register as a public client → the same way to a token")
    void getsAToken() {
      JsonPath server = discovered();
      Map<String, Object> metadata = document("x");
      metadata.remove("client_id");
      metadata.put("application_type", "native");
      JsonPath made =
          Registrant.with(Registrant.made().getString("token"))
              .body(metadata)
              .post(path(server.getString("registration_endpoint")))
              .then()
              .statusCode(201)
              .extract()
              .jsonPath();
      String id = made.getString("client_id");
      assertEquals(List.of("authorization_code", "refresh_token"), made.getList("grant_types"));

      String code = request(id).with("redirect_uri", TestLoan.REDIRECT).code(browser);

      TestLoan.redeeming(named(id), code).post("/token").then().statusCode(200);
    }
  }
}
