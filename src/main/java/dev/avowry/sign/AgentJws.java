package dev.avowry.sign;

import dev.avowry.key.Algorithm;
import dev.avowry.key.Base64Url;
import dev.avowry.key.Claims;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A JWS of an agent. Its {@code typ} is its own, so that no reader of tokens takes it for one;
 * whoever does not know what else its header says can pass over that and verify it, RFC 7515 §4.
 */
final class AgentJws {
  /** What all of them are; RFC 8725 §3.11. */
  static final String TYP = "avowry-signature+jws";

  /** Who signed, on whose path and when, for readers who know Avowry. */
  static final String WHO = "avowry";

  private static final Set<String> KNOWN = Set.of("typ", "alg", "kid", "cty", "crit", "b64", WHO);
  private static final int PARTS = 3;

  private AgentJws() {}

  /** The header of a JWS that is about to be signed, encoded. */
  static String header(AgentKey key, JwsWish wish, Map<String, Object> who) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", TYP);
    header.put("alg", key.jwk().algorithm().joseName());
    header.put("kid", key.kid());
    wish.contentType().ifPresent(type -> header.put("cty", type));
    if (wish.form() == JwsWish.Form.DETACHED_AS_IT_IS) {
      // RFC 7797 §6: who does not know b64 must not take the signature for another.
      header.put("b64", false);
      header.put("crit", List.of("b64"));
    }
    header.put(WHO, who);
    return Base64Url.encode(new JsonObject(header).encode().getBytes(StandardCharsets.UTF_8));
  }

  /** What is signed, RFC 7515 §5.1 and RFC 7797 §3. */
  static SignedBytes input(String header, Payload payload, boolean encoded) {
    byte[] body = encoded ? payload.encoded().getBytes(StandardCharsets.US_ASCII) : payload.bytes();
    return SignedBytes.of((header + '.').getBytes(StandardCharsets.US_ASCII), body);
  }

  /** The JWS; a detached payload is left out. */
  static String compact(String header, JwsWish wish, byte[] signature) {
    String payload = wish.form() == JwsWish.Form.WHOLE ? wish.payload().encoded() : "";
    return header + '.' + payload + '.' + Base64Url.encode(signature);
  }

  /**
   * Reads one; empty for whatever else, such as a token.
   *
   * @param detached the payload that goes with it; there exactly when the JWS has none
   */
  static Optional<Presented> read(String text, Optional<Payload> detached) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != PARTS || parts[1].isEmpty() != detached.isPresent()) {
      return Optional.empty();
    }
    Optional<Payload> payload = detached.or(() -> Base64Url.decode(parts[1]).map(Payload::of));
    return Base64Url.decode(parts[0])
        .flatMap(json -> Claims.parse(new String(json, StandardCharsets.UTF_8)))
        .filter(AgentJws::isOurs)
        .flatMap(
            header ->
                payload.flatMap(
                    body ->
                        Base64Url.decode(parts[2])
                            .flatMap(signature -> presented(header, parts[0], body, signature))));
  }

  private static boolean isOurs(Claims header) {
    boolean plain = !header.has("crit") && !header.has("b64");
    boolean asItIs =
        header.list("crit").equals(Optional.of(List.of("b64")))
            && header.truth("b64").equals(Optional.of(false));
    return header.text("typ").equals(Optional.of(TYP))
        && KNOWN.containsAll(header.names())
        && (plain || asItIs);
  }

  private static Optional<Presented> presented(
      Claims header, String encoded, Payload payload, byte[] signature) {
    SignedBytes input = input(encoded, payload, !header.has("b64"));
    return header
        .text("kid")
        .flatMap(
            kid ->
                header
                    .text("alg")
                    .flatMap(Algorithm::named)
                    .map(
                        algorithm ->
                            new Presented(
                                kid,
                                Optional.of(algorithm),
                                input,
                                SignedBytes.of(signature),
                                Optional.empty())));
  }
}
