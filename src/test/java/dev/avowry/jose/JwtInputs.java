package dev.avowry.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.avowry.key.Algorithm;
import dev.avowry.key.Keys;
import dev.avowry.testing.Api;
import dev.avowry.testing.ClientSite;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Forged;
import dev.avowry.testing.OutsideIssuer;
import dev.avowry.testing.SpiffeIssuer;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestProof;
import io.quarkus.arc.Arc;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The places where the service takes a JWT. */
final class JwtInputs {
  private static final Set<Mutation.Scope> OF_A_KNOWN_KEY = EnumSet.allOf(Mutation.Scope.class);
  private static final Set<Mutation.Scope> OF_OUR_KEY =
      EnumSet.of(Mutation.Scope.ANY, Mutation.Scope.KNOWN_KEY);
  private static final Set<Mutation.Scope> OF_ITS_OWN_KEY =
      EnumSet.of(Mutation.Scope.ANY, Mutation.Scope.SIGNED_OUTSIDE);

  /** After so many uses a token is minted anew. */
  private static final int USES = 50;

  /** Who fails more often is answered 429 for a while, whatever it brings. */
  private static final int FAILURES = 15;

  private final TestClient client;
  private final TestClient worker;
  private final TestClient addressed;
  private final OutsideIssuer platform;
  private final SpiffeIssuer domain = SpiffeIssuer.create();
  private final ECKey held = TestClient.newKey();
  private final Supplier<String> lent;
  private final Supplier<TestClient> failing;

  JwtInputs(OutsideIssuer platform, ClientSite site) {
    this.platform = platform;
    addressed = site.client("/client");
    String sponsor = Api.sponsor();
    client = Api.agent(sponsor).register();
    worker = Api.agent(sponsor).register();
    lent = kept(USES, this::lent);
    failing = kept(FAILURES, () -> Api.agent(sponsor).register());
    OutsideIssuer.ruled(
        platform.trusted("oidc"), Map.of("sub", "workload"), Map.of("agent", client.id()));
    OutsideIssuer.ruled(
        OutsideIssuer.registered(domain.trust()),
        Map.of("sub", domain.id("/workload")),
        Map.of("agent", client.id()));
    OutsideIssuer.ruled(
        site.trusted(), Map.of("client_id", addressed.id()), Map.of("agent", client.id()));
  }

  List<JwtInput> all() {
    return List.of(
        new JwtInput(
            "client_assertion at /token",
            this::assertion,
            (_, jwt) ->
                assertedBy(jwt).formParam("grant_type", "client_credentials").post("/token"),
            JwtInputs::ok,
            answer -> Expect.oauthError(401, "invalid_client", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "client_assertion at /introspect",
            this::assertion,
            (_, jwt) -> assertedBy(jwt).formParam("token", "x").post("/introspect"),
            JwtInputs::ok,
            answer -> Expect.oauthError(401, "invalid_client", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "client_assertion at /revoke",
            this::assertion,
            (_, jwt) -> assertedBy(jwt).formParam("token", "x").post("/revoke"),
            JwtInputs::ok,
            answer -> Expect.oauthError(401, "invalid_client", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "outside token as client_assertion",
            this::outside,
            (_, jwt) -> OutsideIssuer.asClient(jwt, Map.of()),
            JwtInputs::ok,
            answer -> Expect.oauthError(401, "invalid_client", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "JWT-SVID as client_assertion",
            this::svid,
            (_, jwt) -> SpiffeIssuer.byJwt(jwt, Map.of()),
            JwtInputs::ok,
            answer -> Expect.oauthError(401, "invalid_client", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "client_assertion of a client with an address",
            () -> assertion(addressed),
            (_, jwt) ->
                assertedBy(jwt).formParam("grant_type", "client_credentials").post("/token"),
            JwtInputs::ok,
            answer -> Expect.oauthError(401, "invalid_client", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "assertion of the grant jwt-bearer",
            this::outside,
            (_, jwt) -> OutsideIssuer.asGrant(jwt, Map.of()),
            JwtInputs::ok,
            answer -> Expect.oauthError(400, "invalid_grant", answer),
            OF_A_KNOWN_KEY),
        new JwtInput(
            "subject_token",
            ours(this::lent),
            (_, jwt) -> worker.exchange(jwt, Map.of()),
            JwtInputs::ok,
            answer -> Expect.oauthError(400, "invalid_request", answer),
            OF_OUR_KEY),
        new JwtInput(
            "actor_token",
            ours(() -> worker.token("read", Api.ORDERS)),
            (_, jwt) ->
                worker.exchange(
                    lent.get(),
                    Map.of("actor_token", jwt, "actor_token_type", TestClient.ACCESS_TOKEN)),
            JwtInputs::ok,
            answer -> Expect.oauthError(400, "invalid_request", answer),
            OF_OUR_KEY),
        new JwtInput(
            "token at /introspect",
            ours(() -> client.ownToken("read")),
            (_, jwt) -> client.introspect(jwt),
            answer -> assertEquals(true, answer.path("active")),
            answer -> assertEquals(Map.of("active", false), answer.path("$")),
            OF_OUR_KEY),
        new JwtInput(
            "Authorization: Bearer",
            ours(() -> client.ownToken("read")),
            (_, jwt) -> Api.as(jwt).get("/v1/me"),
            JwtInputs::ok,
            answer -> Expect.problem(401, "invalid-token", answer),
            OF_OUR_KEY),
        new JwtInput(
            "DPoP at /token",
            () -> proof(TestProof.ofTokenRequest(held)),
            (_, jwt) ->
                client.clientCredentials(Map.of("scope", "read", "resource", Api.ORDERS), jwt),
            JwtInputs::ok,
            answer -> Expect.oauthError(400, "invalid_dpop_proof", answer),
            OF_ITS_OWN_KEY),
        dpopAtTheResource());
  }

  private JwtInput dpopAtTheResource() {
    Supplier<String> bound = kept(USES, () -> client.boundToken("read", held));
    return new JwtInput(
        "DPoP at /v1/me",
        () -> proof(TestProof.of(held, "GET", "/v1/me").with(bound.get())),
        (_, jwt) ->
            RestAssured.given()
                .header("Authorization", "DPoP " + bound.get())
                .header("DPoP", jwt)
                .get("/v1/me"),
        JwtInputs::ok,
        answer -> Expect.problem(401, "invalid-dpop-proof", answer),
        OF_ITS_OWN_KEY);
  }

  private JwtDraft assertion() {
    return assertion(failing.get());
  }

  private static JwtDraft assertion(TestClient asserting) {
    ECKey key = asserting.key();
    return new JwtDraft(
        Forged.header(asserting), Forged.claims(asserting), by(key), key.toPublicJWK(), "exp");
  }

  private JwtDraft svid() {
    ECKey key = domain.key();
    Map<String, Object> header = Map.of("alg", "ES256", "typ", "JWT", "kid", key.getKeyID());
    return new JwtDraft(
        header, domain.claims("/workload", Map.of()), by(key), key.toPublicJWK(), "exp");
  }

  private JwtDraft outside() {
    ECKey key = platform.key();
    Map<String, Object> header = Map.of("alg", "ES256", "typ", "JWT", "kid", key.getKeyID());
    return new JwtDraft(
        header, platform.claims(Map.of("sub", "workload")), by(key), key.toPublicJWK(), "exp");
  }

  private JwtDraft proof(TestProof proof) {
    String jwt = proof.sign();
    return new JwtDraft(part(jwt, 0), part(jwt, 1), by(held), held.toPublicJWK(), "iat");
  }

  private String lent() {
    return client
        .clientCredentials(
            Map.of("scope", "read", "resource", Api.ORDERS, "requested_actor", worker.id()))
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** The same for so many uses. */
  private static <T> Supplier<T> kept(int uses, Supplier<T> make) {
    List<T> made = new ArrayList<>(List.of(make.get()));
    AtomicInteger used = new AtomicInteger();
    return () -> {
      if (used.incrementAndGet() % uses == 0) {
        made.add(make.get());
      }
      return made.getLast();
    };
  }

  private static Supplier<JwtDraft> ours(Supplier<String> mint) {
    Supplier<String> token = kept(USES, mint);
    return () -> ours(token.get());
  }

  /** One of Avowry's own, to be signed by Avowry's own key. */
  private static JwtDraft ours(String token) {
    UnaryOperator<byte[]> signer =
        input ->
            Arc.container().instance(Keys.class).get().ring().active(Algorithm.ES256).sign(input);
    Map<String, Object> header = part(token, 0);
    return new JwtDraft(header, part(token, 1), signer, published(header), "exp");
  }

  private static JWK published(Map<String, Object> header) {
    Keys keys = Arc.container().instance(Keys.class).get();
    return keys.all().stream()
        .map(key -> key.jwk().toMap())
        .filter(jwk -> Objects.equals(jwk.get("kid"), header.get("kid")))
        .map(JwtInputs::parsed)
        .findFirst()
        .orElseThrow();
  }

  private static JWK parsed(Map<String, Object> jwk) {
    try {
      return JWK.parse(jwk);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> part(String jwt, int index) {
    try {
      return JSONObjectUtils.parse(Base64URL.from(jwt.split("\\.", -1)[index]).decodeToString());
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static UnaryOperator<byte[]> by(ECKey key) {
    return input -> {
      try {
        return new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), input).decode();
      } catch (JOSEException impossible) {
        throw new IllegalStateException(impossible);
      }
    };
  }

  private static RequestSpecification assertedBy(String jwt) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", jwt);
  }

  private static void ok(Response answer) {
    assertEquals(200, answer.statusCode(), answer.asString());
  }
}
