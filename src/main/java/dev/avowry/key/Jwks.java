package dev.avowry.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/**
 * The published keys as RFC 7517 §5 has it, rendered once: the same keys give the same bytes and
 * the same tag on every replica.
 *
 * @param body the JSON
 * @param etag a strong entity tag, without its quotes; RFC 9110 §8.8.3
 */
public record Jwks(String body, String etag) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Jwks of(List<Jwk> keys) {
    try {
      String body =
          MAPPER.writeValueAsString(Map.of("keys", keys.stream().map(Jwk::toMap).toList()));
      return new Jwks(body, digest(body));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot render the JWKS", impossible);
    }
  }

  private static String digest(String body) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing", impossible);
    }
  }
}
