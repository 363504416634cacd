package dev.avowry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A platform outside of Avowry: its HTTP server with keys and metadata, and the tokens it makes.
 */
public final class OutsideIssuer implements AutoCloseable {
  public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final HttpServer server;
  private final UUID name = UUID.randomUUID();
  private final AtomicInteger fetched = new AtomicInteger();
  private volatile ECKey key = TestClient.newKey();
  private volatile int status = 200;
  private volatile String jwks;
  private volatile String location = "";

  private OutsideIssuer(HttpServer server) {
    this.server = server;
    this.jwks = published(key.toPublicJWK().toJSONObject());
  }

  /** One that answers. */
  public static OutsideIssuer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OutsideIssuer issuer = new OutsideIssuer(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", issuer::answer);
      server.start();
      return issuer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Its {@code iss}, which no other has: ports are given out again. */
  public String url() {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name);
  }

  /** Where its keys are. */
  public String jwksUri() {
    return url() + "/jwks";
  }

  /** What it signs with. */
  public ECKey key() {
    return key;
  }

  /** How often its keys were asked for. */
  public int fetched() {
    return fetched.get();
  }

  /** From now on it signs with another key, and publishes that one alone. */
  public void rotate() {
    key = TestClient.newKey();
    publish(key.toPublicJWK().toJSONObject());
  }

  /** From now on it publishes this. */
  public void publish(Map<String, Object> published) {
    jwks = published(published);
  }

  /** From now on it answers so when it is asked for its keys. */
  public void answer(int code, String body) {
    status = code;
    jwks = body;
  }

  /** From now on it sends whoever comes elsewhere. */
  public void redirect(String where) {
    location = where;
    status = 302;
  }

  /** What every platform says, to which a test adds. */
  public Map<String, Object> claims(Map<String, Object> more) {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", url());
    claims.put("aud", Api.ISSUER);
    claims.put("iat", now);
    claims.put("exp", now + 300);
    claims.put("jti", UUID.randomUUID().toString());
    claims.putAll(more);
    return claims;
  }

  /** As a projected service account token says it. */
  public Map<String, Object> kubernetes(String namespace, String account, String uid) {
    Map<String, Object> cluster =
        Map.of(
            "namespace", namespace,
            "serviceaccount", Map.of("name", account, "uid", uid),
            "pod", Map.of("name", account + "-7d9", "uid", UUID.randomUUID().toString()));
    return claims(
        Map.of(
            "sub", "system:serviceaccount:%s:%s".formatted(namespace, account),
            "aud", List.of(Api.ISSUER),
            "kubernetes.io", cluster));
  }

  /** As a job of GitHub Actions says it. */
  public Map<String, Object> github(String owner, String repository, String ref) {
    return claims(
        Map.of(
            "sub",
            "repo:octocat@%s/app@%s:ref:%s".formatted(owner, repository, ref),
            "repository",
            "octocat/app",
            "repository_id",
            repository,
            "repository_owner",
            "octocat",
            "repository_owner_id",
            owner,
            "ref",
            ref,
            "event_name",
            "push",
            "job_workflow_ref",
            "octocat/app/.github/workflows/deploy.yml@" + ref));
  }

  /** As a job of GitLab says it. */
  public Map<String, Object> gitlab(String namespace, String project, String ref) {
    return claims(
        Map.of(
            "sub",
            "project_path:group/app:ref_type:branch:ref:" + ref,
            "project_path",
            "group/app",
            "project_id",
            project,
            "namespace_id",
            namespace,
            "ref",
            ref,
            "ref_protected",
            "true"));
  }

  /** As an enterprise's identity provider says for whom a client may act. */
  public Map<String, Object> identity(String subject, String client) {
    return claims(
        Map.of("sub", subject, "client_id", client, "scope", "read", "resource", Api.ORDERS));
  }

  /** Signed by its key. */
  public String token(Map<String, Object> claims) {
    return token("JWT", claims);
  }

  /** The same for another kind of JWT. */
  public String token(String typ, Map<String, Object> claims) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "ES256");
    header.put("typ", typ);
    header.put("kid", key.getKeyID());
    return Forged.jws(key, header, claims);
  }

  /** What it signals of somebody, RFC 8417. */
  public String signal(Map<String, ?> events, Map<String, ?> subject) {
    Map<String, Object> claims = claims(Map.of("events", events, "sub_id", subject));
    claims.remove("exp");
    return token("secevent+jwt", claims);
  }

  /** A key for RS256. */
  public static RSAKey rsaKey() {
    try {
      return new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signed by another key of its, as most platforms do it. */
  public static String token(RSAKey key, Map<String, Object> claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      Base64URL payload = Base64URL.encode(JSONObjectUtils.toJSONString(claims));
      String input = header.toBase64URL() + "." + payload;
      return input
          + "."
          + new RSASSASigner(key).sign(header, input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Shows a token as client authentication, RFC 7523 §2.2. */
  public static Response asClient(String token, Map<String, String> more) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", "client_credentials")
        .formParam("client_assertion_type", TestClient.ASSERTION_TYPE)
        .formParam("client_assertion", token)
        .formParams(more)
        .post("/token");
  }

  /** Shows a token as a grant, RFC 7523 §2.1. */
  public static Response asGrant(String token, Map<String, String> more) {
    return RestAssured.given()
        .contentType("application/x-www-form-urlencoded")
        .formParam("grant_type", JWT_BEARER)
        .formParam("assertion", token)
        .formParams(more)
        .post("/token");
  }

  /** The body by which it is trusted, its keys being fetched. */
  public Map<String, Object> trust(String profile) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "a platform of the tests");
    body.put("issuer", url());
    body.put("profile", profile);
    body.put("jwks_uri", jwksUri());
    return body;
  }

  /** The id under which it is trusted from now on. */
  public String trusted(String profile) {
    return registered(trust(profile));
  }

  /** The same for another body. */
  public static String registered(Map<String, Object> body) {
    return Api.admin()
        .body(body)
        .post("/v1/trusted-issuers")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** Tries to add a rule. */
  public static Response rule(
      String trust, Map<String, String> conditions, Map<String, ?> outcome) {
    Map<String, Object> body = new HashMap<>(outcome);
    body.put("conditions", conditions);
    return Api.admin().body(body).post("/v1/trusted-issuers/{id}/rules", trust);
  }

  /** The id of a rule that is added. */
  public static String ruled(String trust, Map<String, String> conditions, Map<String, ?> outcome) {
    return rule(trust, conditions, outcome).then().statusCode(201).extract().path("id");
  }

  /** An outcome by which agents are made. */
  public static Map<String, Object> makes(String sponsor, int most) {
    return Map.of(
        "makes",
        Map.of(
            "sponsor",
            sponsor,
            "kind",
            "workload",
            "scopes",
            List.of("read"),
            "resources",
            List.of(Api.ORDERS),
            "at_most",
            most));
  }

  /** An outcome by which workloads are taken into quarantine. */
  public static Map<String, Object> quarantine(String sponsor, int most) {
    return Map.of(
        "quarantine",
        Map.of(
            "sponsor",
            sponsor,
            "scopes",
            List.of("read"),
            "resources",
            List.of(Api.ORDERS),
            "max_workloads",
            most));
  }

  /** A workload of some platform that waits for a decision. */
  public static String quarantined() {
    try (OutsideIssuer platform = start()) {
      ruled(platform.trusted("kubernetes"), Map.of(), quarantine(Api.sponsor(), 3));
      String token = platform.token(platform.kubernetes("jobs", "batch", "uid-1"));
      String minted =
          asGrant(token, Map.of("scope", "read", "resource", Api.ORDERS))
              .then()
              .statusCode(200)
              .extract()
              .path("access_token");
      return Api.claims(minted).getString("sub");
    }
  }

  private static String published(Map<String, Object> key) {
    return JSONObjectUtils.toJSONString(Map.of("keys", List.of(key)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean metadata = exchange.getRequestURI().getPath().contains("/.well-known/");
      if (!metadata) {
        fetched.incrementAndGet();
      }
      String body =
          metadata
              ? JSONObjectUtils.toJSONString(Map.of("issuer", url(), "jwks_uri", jwksUri()))
              : jwks;
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(metadata ? 200 : status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
