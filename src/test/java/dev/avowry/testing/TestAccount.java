package dev.avowry.testing;

import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** A human with an account here, made by a link as humans make it. */
public final class TestAccount {
  /** Good for whoever has not that name. */
  public static final String PASSWORD = "sieben Igel rennen";

  private static final Duration STEP = Duration.ofSeconds(30);
  private static final Pattern CODES = Pattern.compile("<code>([a-z0-9-]{23})</code>");

  private final String id;
  private final String email;
  private String secret;
  private List<String> recoveryCodes = List.of();
  private final VisitingBrowser browser = new VisitingBrowser();

  private TestAccount(String id, String email) {
    this.id = id;
    this.email = email;
    this.secret = "";
  }

  /** Registered, with nothing to sign in by. */
  public static TestAccount registered() {
    String email = "h" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
    String id =
        Api.admin()
            .body(Map.of("name", "Grace Hopper", "email", email))
            .post("/v1/sponsors")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return new TestAccount(id, email);
  }

  /** With a password and an app; signed in by making it. */
  public static TestAccount withPassword() {
    TestAccount human = registered();
    Response made = human.setUp(human.link(), Map.of("password", PASSWORD));
    made.then().statusCode(200);
    human.recoveryCodes =
        CODES.matcher(made.body().asString()).results().map(found -> found.group(1)).toList();
    return human;
  }

  /** With a passkey; signed in by making it. */
  public static TestAccount withPasskey(TestAuthenticator authenticator) {
    TestAccount human = registered();
    human.browser.open("/sign-in/setup");
    human
        .send(
            human.link(), Map.of("response", authenticator.create(human.browser.data("challenge"))))
        .then()
        .statusCode(303);
    return human;
  }

  /** The secret of a new link for them. */
  public String link() {
    String url =
        Api.admin()
            .post("/v1/sponsors/{id}/account-links", id)
            .then()
            .statusCode(201)
            .extract()
            .path("url");
    return url.substring(url.indexOf('#') + 1);
  }

  /** Loads the page and fills the form in, with the code that the app would show. */
  public Response setUp(String token, Map<String, String> fields) {
    browser.open("/sign-in/setup");
    secret = browser.secret();
    Map<String, String> all = new HashMap<>(Map.of("code", code(Instant.now())));
    all.putAll(fields);
    return send(token, all);
  }

  private Response send(String token, Map<String, String> fields) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "token",
                token,
                "name",
                "Grace Hopper",
                "email",
                email,
                "offer",
                browser.field("offer")));
    all.putAll(fields);
    return browser.send("/sign-in/setup", all);
  }

  /** Signs in by password in that browser, with that code. */
  public Response signIn(VisitingBrowser in, String code) {
    in.open("/sign-in");
    return in.send("/sign-in/password", Map.of("email", email, "password", PASSWORD, "code", code));
  }

  /** A code of the next step, which nobody can have used. */
  public String nextCode() {
    return code(Instant.now().plus(STEP));
  }

  /** What the app shows at that time; RFC 6238 by itself, not by the code under test. */
  public String code(Instant at) {
    return code(secret, at);
  }

  /** The same for any secret. */
  public static String code(String secret, Instant at) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      String padded = secret + "=".repeat((8 - secret.length() % 8) % 8);
      mac.init(new SecretKeySpec(Base32.decode(padded), "HmacSHA1"));
      long step = at.getEpochSecond() / STEP.toSeconds();
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 0xf) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Their node. */
  public String id() {
    return id;
  }

  /** By which they sign in. */
  public String email() {
    return email;
  }

  /** From their sheet. */
  public List<String> recoveryCodes() {
    return recoveryCodes;
  }

  /** The browser in which they made their account. */
  public VisitingBrowser browser() {
    return browser;
  }
}
