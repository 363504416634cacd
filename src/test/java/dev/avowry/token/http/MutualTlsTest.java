package dev.avowry.token.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestCertificate.Draft;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestTls;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 8705 §2: clients that prove themselves by a certificate, over handshakes of the service's.
 */
@AvowryTest
class MutualTlsTest {
  private static final String SUBJECT = "CN=orders,O=Example";

  private static Response token(RequestSpecification request, String client) {
    return request
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParam("scope", "read")
        .formParam("resource", Api.ORDERS)
        .formParam("client_id", client)
        .post("/token");
  }

  private static Response token(TestCertificate certificate, String client) {
    return token(TestTls.request(certificate), client);
  }

  private static void refused(Response answer) {
    Expect.oauthError(401, "invalid_client", answer);
  }

  private static TestCertificate of(TestClient client) {
    return TestCertificate.selfSigned(draft -> draft.key(client.key()));
  }

  private static List<String> path(Response answer) {
    return Api.claims(answer.path("access_token")).getList("status.lineage.path");
  }

  @Nested
  class WhoHasARegisteredKey {
    private TestClient client;

    @BeforeEach
    void register() {
      client = Api.agent(Api.sponsor()).register();
    }

    @Test
    @DisplayName(
        "a self-signed certificate for it → 200, a bearer token, the credential on its path")
    void isProven() {
      Response answer = token(of(client), client.id());

      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals("Bearer", answer.path("token_type"));
      assertNull(Api.claims(answer.path("access_token")).get("cnf"));
      String credential = Api.admin().get("/v1/agents/" + client.id()).path("credentials[0].id");
      assertEquals(credential, path(answer).getLast());
    }

    @Test
    @DisplayName("POST /introspect and POST /revoke → 200 as well")
    void isProvenEverywhere() {
      String held = token(of(client), client.id()).path("access_token");
      assertEquals(true, at("/introspect", held).path("active"));
      assertEquals(200, at("/revoke", held).statusCode());
      assertEquals(false, at("/introspect", held).path("active"));
    }

    private Response at(String path, String held) {
      return TestTls.request(of(client))
          .contentType("application/x-www-form-urlencoded")
          .formParam("client_id", client.id())
          .formParam("token", held)
          .post(path);
    }

    @Test
    @DisplayName("no client_id, no certificate → 401 (RFC 8705 §2)")
    void needsBoth() {
      refused(
          TestTls.request(of(client))
              .contentType("application/x-www-form-urlencoded")
              .formParam("grant_type", "client_credentials")
              .post("/token"));
      refused(token(TestTls.request(), client.id()));
      refused(token(RestAssured.given(), client.id()));
    }

    @Test
    @DisplayName(
        "another client's certificate, anybody's, an unknown client → one and the same 401")
    void isNotAnother() {
      TestClient other = Api.agent(Api.sponsor()).register();
      Response theirs = token(of(other), client.id());
      Response anybodys = token(TestCertificate.selfSigned(draft -> draft), client.id());
      Response unknown = token(of(client), "AAAAAAAAAAA");
      Response noId = token(of(client), "nobody");

      for (Response answer : List.of(theirs, anybodys, unknown, noId)) {
        refused(answer);
        assertEquals(theirs.asString(), answer.asString());
      }
    }

    @ParameterizedTest(name = "in force from {0} to {1} from now → 401 (A-042)")
    @CsvSource({"-PT2H, -PT1M", "PT1H, PT2H"})
    void isNotInForce(Duration from, Duration until) {
      refused(
          token(
              TestCertificate.selfSigned(draft -> draft.key(client.key()).from(from).until(until)),
              client.id()));
    }

    @Test
    @DisplayName("the credential is removed → 401, and tokens that it got are dead")
    void isRemoved() {
      TestCertificate certificate = of(client);
      Response answer = token(certificate, client.id());
      String credential = path(answer).getLast();
      TestClient reader = reader();
      assertEquals(true, reader.introspect(answer.path("access_token")).path("active"));

      assertEquals(200, Api.order("revoke", "credential", credential).statusCode());

      refused(token(certificate, client.id()));
      assertEquals(false, reader.introspect(answer.path("access_token")).path("active"));
    }

    private TestClient reader() {
      return Api.agent(Api.sponsor())
          .with("scopes", List.of("tokens:introspect"))
          .with("resources", List.of(Api.ORDERS))
          .register();
    }

    @Test
    @DisplayName("suspended → 401; resumed → 200")
    void isSuspended() {
      TestCertificate certificate = of(client);
      assertEquals(200, Api.order("suspend", "agent", client.id()).statusCode());
      refused(token(certificate, client.id()));
      assertEquals(200, Api.order("resume", "agent", client.id()).statusCode());
      assertEquals(200, token(certificate, client.id()).statusCode());
    }

    @Test
    @DisplayName("beside an assertion the certificate proves nobody (A-031, A-032)")
    void usesTwoMethods() {
      Response both =
          token(
              TestTls.request(of(client))
                  .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
                  .formParam("client_assertion", client.assertion() + "x"),
              client.id());
      refused(both);
      Response secret =
          token(TestTls.request(of(client)).formParam("client_secret", "x"), client.id());
      refused(secret);
      Response basic =
          token(
              TestTls.request(of(client)).auth().preemptive().basic(client.id(), "x"), client.id());
      refused(basic);
      Response unfinished =
          token(
              TestTls.request(of(client))
                  .formParam("client_assertion_type", TestClient.ASSERTION_TYPE),
              client.id());
      refused(unfinished);
    }
  }

  @Nested
  class WhoHasARegisteredName {
    private final TestCertificate authority = TestTls.authority();

    private String register(String kind, String name) {
      return Api.agent(Api.sponsor())
          .without("jwks")
          .with("certificate", Map.of(kind, name))
          .tryRegister(Api.adminToken())
          .then()
          .statusCode(201)
          .extract()
          .path("id");
    }

    private String bySubject() {
      return register("tls_client_auth_subject_dn", SUBJECT);
    }

    @ParameterizedTest(name = "{0} {1} → 200; another → 401")
    @CsvSource({
      "tls_client_auth_san_dns, orders.example, other.example, 2",
      "tls_client_auth_san_uri, spiffe://example.org/orders, spiffe://example.org/other, 6",
      "tls_client_auth_san_ip, 10.0.0.1, 10.0.0.2, 7",
      "tls_client_auth_san_email, orders@example.com, other@example.com, 1"
    })
    void isProvenByAnAlternative(String kind, String name, String other, int tag) {
      String client = register(kind, name);
      Response answer = token(authority.issue(draft -> draft.name(tag, name)), client);

      assertEquals(200, answer.statusCode(), answer.asString());
      refused(token(authority.issue(draft -> draft.name(tag, other)), client));
      refused(token(authority.issue(draft -> draft.subject("CN=" + name)), client));
    }

    @Test
    @DisplayName("the subject, also through an authority in between → 200")
    void isProvenByTheSubject() {
      String client = bySubject();
      TestCertificate between = authority.issue(draft -> draft.subject("CN=between").ofAuthority());

      assertEquals(
          200, token(authority.issue(draft -> draft.subject(SUBJECT)), client).statusCode());
      assertEquals(200, token(between.issue(draft -> draft.subject(SUBJECT)), client).statusCode());
    }

    @Test
    @DisplayName("a certificate that was renewed → 200; with another subject → 401 (A-042)")
    void renews() {
      String client = bySubject();
      assertEquals(
          200, token(authority.issue(draft -> draft.subject(SUBJECT)), client).statusCode());
      assertEquals(
          200, token(authority.issue(draft -> draft.subject(SUBJECT)), client).statusCode());
      refused(token(authority.issue(draft -> draft.subject("CN=other,O=Example")), client));
    }

    @ParameterizedTest(name = "{0} → 401 (A-042)")
    @MethodSource("dev.avowry.token.http.MutualTlsTest#spoiled")
    void isRefused(String what, TestCertificate certificate) {
      refused(token(certificate, bySubject()));
    }

    @Test
    @DisplayName("POST /v1/agents/{id}/credentials → 201, and it is shown")
    void isAddedLater() {
      TestClient client = Api.agent(Api.sponsor()).register();
      TestCertificate certificate = authority.issue(draft -> draft.subject(SUBJECT));
      refused(token(certificate, client.id()));
      String credentials = "/v1/agents/" + client.id() + "/credentials";
      Map<String, Object> body =
          Map.of("certificate", Map.of("tls_client_auth_subject_dn", "o=example, CN=x"));
      Map<String, Object> ours =
          Map.of("certificate", Map.of("tls_client_auth_subject_dn", SUBJECT));

      assertEquals(201, Api.admin().body(body).post(credentials).statusCode());
      Response added = Api.admin().body(ours).post(credentials);
      assertEquals(201, added.statusCode(), added.asString());
      assertEquals(SUBJECT, added.path("certificate.tls_client_auth_subject_dn"));
      assertEquals(409, Api.admin().body(ours).post(credentials).statusCode());
      Response answer = token(certificate, client.id());
      assertEquals(added.path("id"), path(answer).getLast());
      assertEquals(3, Api.admin().get(credentials).<Integer>path("total"));

      assertEquals(200, Api.order("suspend", "credential", added.path("id")).statusCode());
      refused(token(certificate, client.id()));
    }

    @ParameterizedTest(name = "{0} → 400")
    @MethodSource("dev.avowry.token.http.MutualTlsTest#nonsense")
    void isNotRegistered(String what, Map<String, Object> body) {
      TestClient client = Api.agent(Api.sponsor()).register();
      Expect.problem(
          400,
          "invalid-request",
          Api.admin().body(body).post("/v1/agents/" + client.id() + "/credentials"));
    }

    @Test
    @DisplayName("neither jwks nor certificate → 400")
    void hasNothing() {
      Expect.problem(
          400,
          "invalid-request",
          Api.agent(Api.sponsor()).without("jwks").tryRegister(Api.adminToken()));
    }
  }

  static Stream<Arguments> nonsense() {
    Map<String, String> dns = Map.of("tls_client_auth_san_dns", "a.example");
    return Stream.of(
        arguments("nothing", Map.of()),
        arguments("no name", Map.of("certificate", Map.of())),
        arguments(
            "two names",
            Map.of(
                "certificate",
                Map.of("tls_client_auth_san_dns", "a", "tls_client_auth_san_ip", "10.0.0.1"))),
        arguments(
            "a key and a name",
            Map.of("jwk", TestClient.newKey().toPublicJWK().toJSONObject(), "certificate", dns)),
        arguments(
            "a wildcard", Map.of("certificate", Map.of("tls_client_auth_san_dns", "*.example"))),
        arguments("an unknown name", Map.of("certificate", Map.of("tls_client_auth_cn", "a"))));
  }

  static Stream<Arguments> spoiled() {
    TestCertificate authority = TestTls.authority();
    TestCertificate between = authority.issue(d -> d.subject("CN=between").ofAuthority());
    TestCertificate leaf = authority.issue(draft -> draft.subject("CN=not an authority"));
    TestCertificate old =
        authority.issue(
            d ->
                d.subject("CN=between")
                    .ofAuthority()
                    .from(Duration.ofHours(-2))
                    .until(Duration.ofMinutes(-1)));
    TestCertificate deep = authority;
    for (int i = 0; i < 4; i++) {
      deep = deep.issue(draft -> draft.subject("CN=between").ofAuthority());
    }
    return Stream.of(
        by("an authority of the same name", TestCertificate.authority("CN=authority of the tests")),
        arguments("no authority", TestCertificate.selfSigned(d -> d.subject(SUBJECT))),
        arguments("the one between left out", between.issue(d -> d.subject(SUBJECT)).sentWith()),
        by("issued by who is no authority", leaf),
        by("issued by an expired authority", old),
        by("five authorities deep", deep),
        issued("expired", d -> d.from(Duration.ofHours(-2)).until(Duration.ofMinutes(-1))),
        issued("not valid yet", d -> d.from(Duration.ofHours(1)).until(Duration.ofHours(2))),
        issued("CA:TRUE", Draft::ofAuthority),
        issued("for servers", d -> d.purpose(Optional.of(KeyPurposeId.id_kp_serverAuth))),
        issued("for encipherment", d -> d.usage(KeyUsage.keyEncipherment)),
        issued("RSA of 1024 bits", d -> d.key(TestCertificate.newKey("RSA", 1_024))),
        issued("the name in another order", d -> d.subject("O=Example,CN=orders")),
        issued("an escaped comma", d -> d.subject("CN=orders\\,O=Example")),
        issued(
            "the name as an alternative",
            d -> d.subject("CN=x").name(GeneralName.directoryName, SUBJECT)));
  }

  private static Arguments issued(String what, UnaryOperator<Draft> change) {
    return arguments(
        what, TestTls.authority().issue(draft -> change.apply(draft.subject(SUBJECT))));
  }

  private static Arguments by(String what, TestCertificate issuer) {
    return arguments(what, issuer.issue(draft -> draft.subject(SUBJECT)));
  }

  @Nested
  class WhoReadsTheMetadata {
    @Test
    @DisplayName("finds both methods, bound tokens, and where to go (RFC 8705 §3.3, §5)")
    void findsIt() {
      Response metadata = RestAssured.get("/.well-known/oauth-authorization-server");

      for (String endpoint : List.of("token", "revocation", "introspection")) {
        List<String> methods = metadata.path(endpoint + "_endpoint_auth_methods_supported");
        assertTrue(methods.contains("tls_client_auth"));
        assertTrue(methods.contains("self_signed_tls_client_auth"));
        String plain = metadata.path(endpoint + "_endpoint");
        assertEquals(
            TestTls.URL + plain.substring(Api.ISSUER.length()),
            metadata.path("mtls_endpoint_aliases." + endpoint + "_endpoint"));
      }
      assertEquals(true, metadata.path("tls_client_certificate_bound_access_tokens"));
      Map<String, String> aliases = metadata.path("mtls_endpoint_aliases");
      assertEquals(
          Set.of(
              "token_endpoint",
              "backchannel_authentication_endpoint",
              "revocation_endpoint",
              "introspection_endpoint",
              "pushed_authorization_request_endpoint",
              "device_authorization_endpoint"),
          aliases.keySet());
      assertFalse(aliases.containsKey("authorization_endpoint"));
      assertEquals(
          true,
          RestAssured.get("/.well-known/oauth-protected-resource")
              .path("tls_client_certificate_bound_access_tokens"));
    }
  }
}
