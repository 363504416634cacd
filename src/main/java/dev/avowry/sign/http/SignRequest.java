package dev.avowry.sign.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.sign.AgentKeys;
import dev.avowry.sign.Coverage;
import dev.avowry.sign.HttpMessage;
import dev.avowry.sign.HttpWish;
import dev.avowry.sign.JwsWish;
import dev.avowry.sign.KeySource;
import dev.avowry.sign.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of {@code POST /v1/sign}: exactly one thing to sign. */
public record SignRequest(Optional<JwsRequest> jws, Optional<HttpRequest> http) {
  /** Refuses a body that has none, or both. */
  public SignRequest {
    if (jws.isPresent() == http.isPresent()) {
      throw refused("exactly one of jws and http must be there");
    }
  }

  /**
   * A payload.
   *
   * @param payload base64url
   * @param b64 false: signed as it is, RFC 7797
   */
  public record JwsRequest(
      String payload,
      Optional<Boolean> detached,
      Optional<Boolean> b64,
      Optional<String> contentType,
      Optional<String> alg) {
    /** RFC 9110 §8.3.1; the prefix {@code application/} may be left out, RFC 7515 §4.1.10. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x21-\\x7e]{1,128}");

    JwsWish toWish() {
      if (!contentType.map(type -> MEDIA_TYPE.matcher(type).matches()).orElse(true)) {
        throw refused("jws.content_type is no media type");
      }
      return new JwsWish(
          Payload.parse("jws.payload", payload), form(), contentType, algorithm("jws.alg", alg));
    }

    private JwsWish.Form form() {
      boolean apart = detached.orElse(false);
      if (b64.orElse(true)) {
        return apart ? JwsWish.Form.DETACHED : JwsWish.Form.WHOLE;
      }
      if (!apart) {
        throw refused("jws.b64 may be false only with jws.detached");
      }
      return JwsWish.Form.DETACHED_AS_IT_IS;
    }
  }

  /**
   * A request over HTTP.
   *
   * @param headers by name; several lines of one are joined by commas
   * @param components what is covered; as usual when absent
   * @param expiresIn seconds
   * @param signatureAgent where the key is found
   */
  public record HttpRequest(
      String method,
      String url,
      Optional<Map<String, String>> headers,
      Optional<List<String>> components,
      Optional<String> label,
      Optional<Long> expiresIn,
      Optional<String> tag,
      Optional<String> nonce,
      Optional<String> signatureAgent,
      Optional<String> alg) {
    HttpWish toWish() {
      HttpMessage message = HttpMessage.of(method, url, headers.orElse(Map.of()));
      boolean web = tag.equals(Optional.of(HttpWish.WEB_BOT_AUTH));
      if (signatureAgent.isPresent() && !web) {
        throw refused("http.signature_agent goes with the tag web-bot-auth");
      }
      return new HttpWish(
          message,
          components.map(Coverage::of).orElseGet(() -> Coverage.usual(message, web)),
          label.orElse("sig1"),
          expiresIn.map(Duration::ofSeconds),
          tag,
          nonce,
          signatureAgent.map(HttpRequest::source).orElse(KeySource.DIRECTORY),
          algorithm("http.alg", alg));
    }

    private static KeySource source(String code) {
      return KeySource.named(code)
          .orElseThrow(() -> refused("http.signature_agent must be directory or jwks_uri"));
    }

    /** Shows no headers. */
    @Override
    public String toString() {
      return "HttpRequest[" + method + "]";
    }
  }

  /** What was asked for, or Ed25519, which every reader of signed requests knows. */
  static Algorithm algorithm(String member, Optional<String> name) {
    return name.map(
            it ->
                Algorithm.named(it)
                    .filter(AgentKeys.ALGORITHMS::contains)
                    .orElseThrow(() -> refused(member + " must be EdDSA or ES256")))
        .orElse(Algorithm.EDDSA);
  }

  private static RuntimeException refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }
}
