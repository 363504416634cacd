package dev.avowry.testing;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** A second factor in the vault of the service under test. */
public record TestFactor(String id) {
  /** The secret of the vectors of RFC 4226, in base32. */
  public static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  /** The codes of that secret, RFC 4226 appendix D. */
  public static final List<String> COUNTED =
      List.of(
          "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
          "520489");

  /** The scope that takes an approval. */
  public static final TestApprovalRule BACKUP = new TestApprovalRule("totp:backup");

  /** Codes of a counter, from the beginning. */
  public static String hotp() {
    return "otpauth://hotp/a?secret=%s&counter=0".formatted(SECRET);
  }

  /** Codes of the time, with more parameters. */
  public static String totp(String secret, String more) {
    return "otpauth://totp/Example:agent%%40example.com?secret=%s&issuer=Example%s"
        .formatted(secret, more);
  }

  /** A period of which there is so much left that no test sees its end. */
  public static int calmPeriod() {
    long now = Instant.now().getEpochSecond();
    return IntStream.rangeClosed(150, 300)
        .boxed()
        .max(Comparator.comparingLong(period -> period - now % period))
        .orElseThrow();
  }

  /** Codes of the time that stay the same throughout a test. */
  public static String calm() {
    return totp(SECRET, "&period=" + calmPeriod());
  }

  /** Keeps one for whoever asks. */
  public static TestFactor keep(RequestSpecification as, String uri) {
    return keep(as, uri, Map.of());
  }

  /** The same with more members. */
  public static TestFactor keep(RequestSpecification as, String uri, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("uri", uri);
    return new TestFactor(tryKeep(as, body).then().statusCode(201).extract().path("id"));
  }

  /** Tries to. */
  public static Response tryKeep(RequestSpecification as, Map<String, Object> members) {
    Map<String, Object> body =
        new HashMap<>(Map.of("name", "a factor of the tests " + UUID.randomUUID()));
    body.putAll(members);
    return as.body(body).post("/v1/totp");
  }

  /** The same as a secret of the vault. */
  public TestSecret secret() {
    return new TestSecret(id);
  }

  /** Lets an agent use it. */
  public String grant(RequestSpecification as, String holder) {
    return grant(as, holder, Map.of());
  }

  /** The same with more members. */
  public String grant(RequestSpecification as, String holder, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(Map.of("uses", List.of("use")));
    body.putAll(more);
    return secret().grant(as, holder, body);
  }

  /** Replaces it by what the members say. */
  public Response replace(RequestSpecification as, Map<String, Object> members) {
    return as.body(members).post("/v1/totp/{id}/versions", id);
  }

  /** Asks for a code. */
  public Response code(String token) {
    return Api.as(token).body(Map.of()).post("/v1/totp/{id}/code", id);
  }

  /** Asks for a code for somewhere. */
  public Response code(String token, String origin) {
    return Api.as(token).body(Map.of("origin", origin)).post("/v1/totp/{id}/code", id);
  }

  /** Asks for one of the codes that were written down. */
  public Response backupCode(String token) {
    return backupCode(Api.as(token));
  }

  /** The same. */
  public Response backupCode(RequestSpecification as) {
    return as.body(Map.of()).post("/v1/totp/{id}/backup-code", id);
  }

  /** A token with which an agent is given such a code, as its sponsor has approved. */
  public static String approvedToken(TestClient agent, SignedInHuman sponsor) {
    TestApproval asked =
        TestApproval.by(agent, sponsor.id())
            .with("scope", "openid " + BACKUP.scope())
            .with("resource", Api.ISSUER)
            .ask();
    asked.approve(sponsor.browser()).then().statusCode(303);
    return asked.collect().then().statusCode(200).extract().path("access_token");
  }
}
