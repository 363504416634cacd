package dev.avowry.bench.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** What a token says. */
public final class Jwts {
  private Jwts() {}

  /** Its id. */
  public static String jti(String jwt) {
    return claims(jwt).getString("jti");
  }

  /** All that it says. */
  public static JsonObject claims(String jwt) {
    String payload = jwt.split("\\.", -1)[1];
    return new JsonObject(new String(Base64.getUrlDecoder().decode(payload), UTF_8));
  }
}
