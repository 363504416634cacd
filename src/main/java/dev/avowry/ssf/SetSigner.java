package dev.avowry.ssf;

import dev.avowry.key.Duty;
import dev.avowry.key.Keys;
import dev.avowry.key.Signer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes a SET of what waits: RFC 8417 with {@code typ} {@code secevent+jwt}, neither {@code sub}
 * nor {@code exp} (SSF 1.0 §4.1), signed by the key that signs nothing else.
 *
 * <p>Signed at each attempt: a key that was retired meanwhile would not be in the JWKS any more.
 */
@ApplicationScoped
class SetSigner {
  /** The {@code typ} of a SET, RFC 8417 §2.3; no other JWT of ours has it. */
  static final String TYP = "secevent+jwt";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Keys keys;
  private final Vertx vertx;
  private final String issuer;

  SetSigner(Keys keys, Vertx vertx, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.keys = keys;
    this.vertx = vertx;
    this.issuer = issuer;
  }

  /** The SETs by their {@code jti}, in order. On a worker: RSA takes a millisecond each. */
  Uni<Map<String, String>> sign(String audience, List<Waiting> events) {
    Signer signer = keys.ring().active(Duty.EVENTS_RS256);
    return vertx.executeBlocking(
        () -> {
          Map<String, String> sets = new LinkedHashMap<>();
          events.forEach(event -> sets.put(event.jti(), sign(signer, audience, event)));
          return sets;
        });
  }

  private String sign(Signer signer, String audience, Waiting event) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", signer.algorithm().joseName());
    header.put("typ", TYP);
    header.put("kid", signer.kid());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("aud", audience);
    // Whole seconds, rounded down: a receiver takes what is from the future for forged.
    claims.put("iat", event.at().getEpochSecond());
    claims.put("jti", event.jti());
    claims.putAll(new JsonObject(event.claims()).getMap());
    String input = part(header) + "." + part(claims);
    byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + BASE64.encodeToString(signature);
  }

  private static String part(Map<String, Object> members) {
    return BASE64.encodeToString(new JsonObject(members).encode().getBytes(StandardCharsets.UTF_8));
  }
}
