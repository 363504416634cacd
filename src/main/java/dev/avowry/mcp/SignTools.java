package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.oneOf;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.text;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.access.Admitted;
import dev.avowry.key.Algorithm;
import dev.avowry.sign.Coverage;
import dev.avowry.sign.HttpMessage;
import dev.avowry.sign.HttpWish;
import dev.avowry.sign.JwsWish;
import dev.avowry.sign.KeyAddresses;
import dev.avowry.sign.KeySource;
import dev.avowry.sign.Payload;
import dev.avowry.sign.Signature;
import dev.avowry.sign.Signing;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an agent has signed in its name. */
@ApplicationScoped
class SignTools implements ToolSet {
  private static final int LONGEST = 49_152;

  /** RFC 9110 §8.3.1; the prefix {@code application/} may be left out, RFC 7515 §4.1.10. */
  private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private static final Schema ALGORITHM = oneOf("EdDSA when absent", "EdDSA", "ES256");

  private static final Schema.Struct TAKES =
      Schema.Struct.of("Exactly one of text, payload and http")
          .maybe("text", text("Text to sign as a JWS, as UTF-8", LONGEST))
          .maybe("payload", text("Bytes to sign as a JWS, base64url", 2 * LONGEST))
          .maybe("detached", new Schema.Flag("Of a JWS: without what is signed in it"))
          .maybe(
              "content_type",
              new Schema.Text("Of a JWS: what is signed", 128, Optional.of(MEDIA_TYPE), List.of()))
          .maybe(
              "http",
              Schema.Struct.of("An HTTP request to sign, RFC 9421")
                  .with("method", text("As in GET", 20))
                  .with("url", text("Where it will go, with its query", 4_096))
                  .maybe(
                      "headers",
                      new Schema.Named("That it will have, by name", text("A value", 8_192), 100))
                  .maybe(
                      "components",
                      new Schema.Many(
                          "What the signature covers; as usual when absent",
                          text("A component", 256),
                          32))
                  .maybe("expires_in", new Schema.Whole("Seconds that it is good for", 1, 86_400))
                  .maybe("tag", text("As in web-bot-auth", 256))
                  .maybe("nonce", text("Of whoever will verify it", 256)))
          .maybe("alg", ALGORITHM);

  private static final Schema.Struct SIGNED =
      Schema.Struct.of("A signature")
          .with("id", said("By which the record knows it"))
          .with("agent", said("In whose name"))
          .with("kid", said("By which key"))
          .with("jwks_uri", said("Where anybody finds that key"))
          .with("signed_at", time("When"))
          .maybe("expires_at", time("When it ends"))
          .maybe("jws", said("The JWS"))
          .maybe(
              "headers",
              new Schema.Named("With which the request is to be sent", said("A value"), 10));

  private final Signing signing;
  private final KeyAddresses addresses;

  SignTools(Signing signing, KeyAddresses addresses) {
    this.signing = signing;
    this.addresses = addresses;
  }

  /** A signature. */
  record SignedView(
      String id,
      String agent,
      String kid,
      String jwksUri,
      Instant signedAt,
      Optional<Instant> expiresAt,
      Optional<String> jws,
      Optional<Map<String, String>> headers) {
    /** Shows no signature. */
    @Override
    public String toString() {
      return "SignedView[" + id + "]";
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "identity.sign",
            "Sign",
            "Signs text, bytes or an HTTP request in your name, by a key that you never hold. What"
                + " was signed is on record by its digest, and ends to count when you are revoked.",
            Hints.MAKES,
            TAKES,
            SIGNED,
            this::sign));
  }

  private Uni<?> sign(Arguments asked, Admitted caller) {
    Algorithm algorithm = asked.maybeText("alg").flatMap(Algorithm::named).orElse(Algorithm.EDDSA);
    Optional<Payload> payload =
        asked
            .maybeText("text")
            .map(text -> Payload.of(text.getBytes(StandardCharsets.UTF_8)))
            .or(() -> asked.maybeText("payload").map(it -> Payload.parse("payload", it)));
    Optional<Arguments> http = asked.maybe("http");
    long named =
        List.of(asked.maybeText("text"), asked.maybeText("payload"), http).stream()
            .filter(Optional::isPresent)
            .count();
    if (named != 1) {
      throw Arguments.invalid("exactly one of text, payload and http must be there");
    }
    return payload
        .map(it -> signing.sign(caller.by(), jws(it, asked, algorithm)))
        .orElseGet(() -> signing.sign(caller.by(), http(http.orElseThrow(), algorithm)))
        .map(this::view);
  }

  private static JwsWish jws(Payload payload, Arguments asked, Algorithm algorithm) {
    return new JwsWish(
        payload,
        asked.flag("detached") ? JwsWish.Form.DETACHED : JwsWish.Form.WHOLE,
        asked.maybeText("content_type"),
        algorithm);
  }

  private static HttpWish http(Arguments asked, Algorithm algorithm) {
    HttpMessage message =
        HttpMessage.of(
            asked.text("method"), asked.text("url"), asked.named("headers").orElse(Map.of()));
    boolean web = asked.maybeText("tag").equals(Optional.of(HttpWish.WEB_BOT_AUTH));
    return new HttpWish(
        message,
        asked.texts("components").map(Coverage::of).orElseGet(() -> Coverage.usual(message, web)),
        "sig1",
        asked.maybeWhole("expires_in").map(Duration::ofSeconds),
        asked.maybeText("tag"),
        asked.maybeText("nonce"),
        KeySource.DIRECTORY,
        algorithm);
  }

  private SignedView view(Signature made) {
    return new SignedView(
        made.digest(),
        made.key().agent().toString(),
        made.key().kid(),
        addresses.ofAgent(made.key().agent()),
        made.signedAt(),
        made.expiresAt(),
        made.result() instanceof Signature.Jws(String text) ? Optional.of(text) : Optional.empty(),
        made.result() instanceof Signature.Fields(Map<String, String> fields)
            ? Optional.of(fields)
            : Optional.empty());
  }
}
