package dev.avowry.svid.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Eventually;
import dev.avowry.testing.Expect;
import dev.avowry.testing.NewTestAgent;
import dev.avowry.testing.TestCertificate;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestCsr;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Documents in SPIFFE IDs, for agents. */
@AvowryTest
class SvidsTest {
  private static final String BUNDLE = "/.well-known/spiffe-bundle";
  private static final String SCOPE = "svids:issue";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int URI = 6;
  private static final int DIGITAL_SIGNATURE = 0;

  private static Response certified(String token, String csr) {
    return Api.as(token).body(Map.of("csr", csr)).post("/v1/certificates");
  }

  private static X509Certificate read(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static X509Certificate issued(TestClient agent, KeyPair key) throws Exception {
    return read(
        certified(agent.ownToken(SCOPE), TestCsr.of(key))
            .then()
            .statusCode(201)
            .extract()
            .path("certificate"));
  }

  /** The authorities as anyone finds them. */
  private static List<X509Certificate> authorities() throws Exception {
    List<String> chains =
        RestAssured.get(BUNDLE).jsonPath().getList("keys.findAll{it.use=='x509-svid'}.x5c[0]");
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> read = new ArrayList<>();
    for (String each : chains) {
      read.add(
          (X509Certificate)
              factory.generateCertificate(
                  new ByteArrayInputStream(Base64.getDecoder().decode(each))));
    }
    return read;
  }

  private static void validate(X509Certificate leaf) throws Exception {
    Set<TrustAnchor> anchors = new HashSet<>();
    authorities().forEach(each -> anchors.add(new TrustAnchor(each, null)));
    PKIXParameters rules = new PKIXParameters(anchors);
    rules.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), rules);
  }

  @Nested
  class AnAgentWithTheScope {
    private TestClient agent;

    @BeforeEach
    void register() {
      agent = TestCsr.agent();
    }

    @Test
    @DisplayName("POST /v1/certificates → 201, an X.509-SVID that the bundle verifies")
    void isCertified() throws Exception {
      KeyPair key = TestCertificate.newKey();
      Instant before = Instant.now();
      Response answer = certified(agent.ownToken(SCOPE), TestCsr.of(key));
      assertEquals(201, answer.statusCode(), answer.asString());
      X509Certificate leaf = read(answer.path("certificate"));

      validate(leaf);
      String id = "spiffe://agents.example/agent/" + agent.id();
      assertEquals(id, answer.path("spiffe_id"));
      assertEquals(List.of(List.of(URI, id)), List.copyOf(leaf.getSubjectAlternativeNames()));
      assertEquals("CN=" + agent.id(), leaf.getSubjectX500Principal().getName());
      assertArrayEquals(key.getPublic().getEncoded(), leaf.getPublicKey().getEncoded());
      assertEquals(-1, leaf.getBasicConstraints());
      assertTrue(leaf.getKeyUsage()[DIGITAL_SIGNATURE]);
      assertFalse(leaf.getKeyUsage()[5] || leaf.getKeyUsage()[6], "may sign certificates");
      assertEquals(
          Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"), Set.copyOf(leaf.getExtendedKeyUsage()));
      assertEquals(128, leaf.getSerialNumber().bitLength());
      assertEquals(answer.path("serial"), leaf.getSerialNumber().toString(16));
      Duration life = Duration.between(Instant.now(), leaf.getNotAfter().toInstant());
      assertTrue(life.compareTo(Duration.ofHours(1)) <= 0, life::toString);
      assertTrue(leaf.getNotBefore().toInstant().isBefore(before), "it begins in the future");
    }

    @Test
    @DisplayName("names and extensions of the request → not looked at")
    void choosesNoNames() throws Exception {
      KeyPair key = TestCertificate.newKey();
      ExtensionsGenerator wanted = new ExtensionsGenerator();
      wanted.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      wanted.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName(
                  GeneralName.uniformResourceIdentifier, "spiffe://agents.example/agent/another")));
      byte[] csr =
          TestCsr.der(
              key,
              key,
              draft ->
                  draft.addAttribute(
                      PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate()));

      X509Certificate leaf =
          read(certified(agent.ownToken(SCOPE), TestCsr.pem(csr)).path("certificate"));

      assertEquals(-1, leaf.getBasicConstraints());
      assertEquals("CN=" + agent.id(), leaf.getSubjectX500Principal().getName());
      assertEquals(
          List.of(List.of(URI, "spiffe://agents.example/agent/" + agent.id())),
          List.copyOf(leaf.getSubjectAlternativeNames()));
    }

    @Test
    @DisplayName("two agents → a handshake in which each knows the other by its SPIFFE ID")
    void speaksToAnother() throws Exception {
      TestClient other = TestCsr.agent();
      SSLContext mine = context(agent);
      SSLContext theirs = context(other);
      try (SSLServerSocket server =
          (SSLServerSocket) theirs.getServerSocketFactory().createServerSocket(0)) {
        server.setNeedClientAuth(true);
        CompletableFuture<String> met = new CompletableFuture<>();
        Thread.ofVirtual()
            .start(
                () -> {
                  try (SSLSocket accepted = (SSLSocket) server.accept()) {
                    accepted.startHandshake();
                    met.complete(peer(accepted));
                  } catch (Exception failure) {
                    met.completeExceptionally(failure);
                  }
                });
        try (SSLSocket socket =
            (SSLSocket) mine.getSocketFactory().createSocket("localhost", server.getLocalPort())) {
          socket.startHandshake();
          assertEquals("spiffe://agents.example/agent/" + other.id(), peer(socket));
          assertEquals(
              "spiffe://agents.example/agent/" + agent.id(), met.get(30, TimeUnit.SECONDS));
        }
      }
    }

    private SSLContext context(TestClient of) throws Exception {
      KeyPair key = TestCertificate.newKey();
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "own", key.getPrivate(), new char[] {'x'}, new X509Certificate[] {issued(of, key)});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, new char[] {'x'});
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (X509Certificate each : authorities()) {
        trusted.setCertificateEntry(each.getSerialNumber().toString(), each);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    }

    private String peer(SSLSocket socket) throws Exception {
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return (String) List.copyOf(certificate.getSubjectAlternativeNames()).getFirst().get(1);
    }

    @Test
    @DisplayName("a certificate of nobody → no handshake with an agent that trusts the bundle")
    void doesNotSpeakToAnybody() throws Exception {
      X509Certificate stranger =
          TestCertificate.selfSigned(
                  draft ->
                      draft.name(
                          GeneralName.uniformResourceIdentifier,
                          "spiffe://agents.example/agent/" + agent.id()))
              .own();
      assertThrows(CertPathValidatorException.class, () -> validate(stranger));
    }

    @Test
    @DisplayName("its row is in the ledger, with the serial number and the path of the token")
    void isRecorded() throws Exception {
      String token = agent.ownToken(SCOPE);
      String serial = certified(token, TestCsr.of(TestCertificate.newKey())).path("serial");

      Eventually.within(PATIENCE, "the row is in the tree", () -> rows(agent).size() == 1);
      Map<String, Object> row = rows(agent).getFirst();
      assertEquals(serial, row.get("target"));
      assertEquals(Api.claims(token).getList("status.lineage.path"), row.get("path"));
      assertEquals(
          "spiffe://agents.example/agent/" + agent.id(),
          ((Map<?, ?>) Objects.requireNonNull(row.get("detail"))).get("sub"));
    }

    private List<Map<String, Object>> rows(TestClient of) {
      return Api.admin()
          .get("/v1/audit/events?type=certificate_issued&agent={id}", of.id())
          .jsonPath()
          .getList("events.event");
    }

    @Test
    @DisplayName("ends soon → its certificate and its JWT-SVID end with it")
    void outlivesNothing() throws Exception {
      Instant end = Instant.now().plus(Duration.ofMinutes(2));
      TestClient brief =
          Api.agent(Api.sponsor())
              .with("scopes", List.of(SCOPE))
              .with("expires_at", end.toString())
              .register();
      X509Certificate leaf = issued(brief, TestCertificate.newKey());
      Response svid =
          Api.as(brief.ownToken(SCOPE))
              .body(Map.of("audience", List.of("a")))
              .post("/v1/jwt-svids");

      assertFalse(leaf.getNotAfter().toInstant().isAfter(end), "it outlives the agent");
      assertFalse(
          Instant.parse(svid.<String>path("expires_at")).isAfter(end), "it outlives the agent");
    }

    @Test
    @DisplayName("suspended → 401 with the token that it has, and none is recorded")
    void isEnded() throws Exception {
      String token = agent.ownToken(SCOPE);
      Api.order("suspend", "agent", agent.id()).then().statusCode(200);

      Expect.problem(401, "invalid-token", certified(token, TestCsr.of(TestCertificate.newKey())));
      TestClient later = TestCsr.agent();
      certified(later.ownToken(SCOPE), TestCsr.of(TestCertificate.newKey())).then().statusCode(201);
      Eventually.within(PATIENCE, "a later row is in the tree", () -> rows(later).size() == 1);
      assertEquals(List.of(), rows(agent));
    }

    @Test
    @DisplayName("a request that is not its own, or for a weak key → 400, 422")
    void needsAGoodRequest() {
      String token = agent.ownToken(SCOPE);
      KeyPair key = TestCertificate.newKey();
      byte[] forged = TestCsr.der(key, TestCertificate.newKey(), draft -> {});
      Expect.problem(400, "invalid-request", certified(token, TestCsr.pem(forged)));
      Expect.problem(
          422, "invalid-key", certified(token, TestCsr.of(TestCertificate.newKey("RSA", 1024))));
    }

    @Test
    @DisplayName("POST /v1/jwt-svids → 201, a JWT that a key of the bundle verifies")
    void isVouchedFor() throws Exception {
      Response answer =
          Api.as(agent.ownToken(SCOPE))
              .body(Map.of("audience", List.of(Api.ORDERS, "b")))
              .post("/v1/jwt-svids");
      assertEquals(201, answer.statusCode(), answer.asString());
      SignedJWT jwt = SignedJWT.parse(answer.path("svid"));
      Map<String, Object> key =
          RestAssured.get(BUNDLE)
              .jsonPath()
              .getMap("keys.find{it.kid=='%s'}".formatted(jwt.getHeader().getKeyID()));

      assertEquals("jwt-svid", key.get("use"));
      JWSVerifier verifier = new ECDSAVerifier(ECKey.parse(new HashMap<>(key)));
      assertTrue(jwt.verify(verifier));
      assertEquals("JWT", jwt.getHeader().getType().getType());
      assertEquals(
          "spiffe://agents.example/agent/" + agent.id(), jwt.getJWTClaimsSet().getSubject());
      assertEquals(List.of(Api.ORDERS, "b"), jwt.getJWTClaimsSet().getAudience());
    }

    @Test
    @DisplayName("a JWT-SVID is no token, no assertion, and of no key of /jwks (A-010)")
    void isNothingElse() throws Exception {
      String svid =
          Api.as(agent.ownToken(SCOPE))
              .body(Map.of("audience", List.of(Api.ISSUER)))
              .post("/v1/jwt-svids")
              .path("svid");
      String kid = SignedJWT.parse(svid).getHeader().getKeyID();

      assertFalse(RestAssured.get("/jwks").jsonPath().getList("keys.kid").contains(kid));
      Expect.problem(401, "invalid-token", Api.as(svid).get("/v1/me"));
      assertEquals(false, agent.introspect(svid).path("active"));
      for (String type :
          List.of(
              TestClient.ASSERTION_TYPE,
              "urn:ietf:params:oauth:client-assertion-type:jwt-spiffe")) {
        Expect.oauthError(
            401,
            "invalid_client",
            RestAssured.given()
                .contentType("application/x-www-form-urlencoded")
                .formParam("grant_type", "client_credentials")
                .formParam("client_assertion_type", type)
                .formParam("client_assertion", svid)
                .post("/token"));
      }
    }
  }

  @Nested
  class WhoMayNot {
    @Test
    @DisplayName("without the scope, or by authority that was lent → 403; without a token → 401")
    void isRefused() {
      String csr = TestCsr.of(TestCertificate.newKey());
      TestClient agent = TestCsr.agent();
      Expect.problem(403, "insufficient-scope", certified(agent.ownToken("read"), csr));
      TestClient sub =
          NewTestAgent.subAgent()
              .with("scopes", List.of(SCOPE))
              .register(parent().ownToken("agents:spawn"));
      String lent =
          agent
              .clientCredentials(
                  Map.of("scope", SCOPE, "resource", Api.ISSUER, "requested_actor", sub.id()))
              .path("access_token");
      String exchanged =
          sub.exchange(lent, Map.of("resource", Api.ISSUER, "scope", SCOPE)).path("access_token");
      Expect.problem(403, "insufficient-scope", certified(exchanged, csr));
      assertEquals(
          401,
          RestAssured.given()
              .contentType("application/json")
              .body(Map.of("csr", csr))
              .post("/v1/certificates")
              .statusCode());
    }

    private TestClient parent() {
      return Api.agent(Api.sponsor()).with("scopes", List.of("agents:spawn", SCOPE)).register();
    }
  }

  @Nested
  class TheBundle {
    @Test
    @DisplayName("GET /.well-known/spiffe-bundle → authorities without kid, and when to look again")
    void isAsSpiffeHasIt() throws Exception {
      Response bundle = RestAssured.get(BUNDLE);

      assertEquals(
          Set.of("x509-svid", "jwt-svid"), Set.copyOf(bundle.jsonPath().getList("keys.use")));
      assertEquals(
          List.of(),
          bundle.jsonPath().getList("keys.findAll{it.use=='x509-svid' && it.kid!=null}"));
      assertTrue(bundle.<Integer>path("spiffe_refresh_hint") > 0);
      for (X509Certificate each : authorities()) {
        assertEquals(0, each.getBasicConstraints());
        each.verify(each.getPublicKey());
        assertEquals(
            List.of(List.of(URI, "spiffe://agents.example")),
            List.copyOf(each.getSubjectAlternativeNames()));
      }
    }

    @Test
    @DisplayName("POST /v1/keys/rotations of certificates → the bundle has both, and a new number")
    void growsWithARotation() {
      Response before = RestAssured.get(BUNDLE);
      Response rotated =
          Api.admin()
              .body(Map.of("algorithm", "ES256", "purpose", "certificates"))
              .post("/v1/keys/rotations");
      assertEquals(201, rotated.statusCode(), rotated.asString());
      Response after = RestAssured.get(BUNDLE);

      assertEquals(
          before.jsonPath().getList("keys").size() + 1, after.jsonPath().getList("keys").size());
      assertTrue(
          after.jsonPath().getLong("spiffe_sequence")
              > before.jsonPath().getLong("spiffe_sequence"));
      assertNotEquals(before.header("ETag"), after.header("ETag"));
      assertFalse(
          RestAssured.get("/jwks")
              .jsonPath()
              .getList("keys.kid")
              .contains(rotated.<String>path("kid")));
    }
  }
}
