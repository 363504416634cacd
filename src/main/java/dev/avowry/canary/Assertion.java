package dev.avowry.canary;

import dev.avowry.authn.Presented;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.KeyMaterial;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A client assertion, RFC 7523 §3, made as any client would make it. */
final class Assertion {
  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final Duration LIFE = Duration.ofMinutes(1);

  private Assertion() {}

  /** Proof of being that client, for one request. */
  static Presented of(NodeId client, KeyMaterial key, String issuer, Instant now) {
    return Presented.assertion(TYPE, signed(claims(client, issuer, now), key));
  }

  private static JsonObject claims(NodeId client, String issuer, Instant now) {
    return new JsonObject()
        .put("iss", client.toString())
        .put("sub", client.toString())
        .put("aud", issuer)
        .put("iat", now.getEpochSecond())
        .put("exp", now.plus(LIFE).getEpochSecond())
        .put("jti", UUID.randomUUID().toString());
  }

  private static String signed(JsonObject claims, KeyMaterial key) {
    JsonObject header =
        new JsonObject()
            .put("typ", "client-authentication+jwt")
            .put("alg", key.jwk().algorithm().joseName())
            .put("kid", key.jwk().thumbprint());
    String input = encoded(bytes(header)) + '.' + encoded(bytes(claims));
    byte[] signature = key.signer().sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + '.' + encoded(signature);
  }

  private static byte[] bytes(JsonObject json) {
    return json.encode().getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
