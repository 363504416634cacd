package dev.avowry.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * The published keys as RFC 7517 §5 has it, rendered once: the same keys give the same bytes on
 * every replica.
 *
 * @param body the JSON
 */
public record Jwks(String body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Jwks of(List<Jwk> keys) {
    try {
      return new Jwks(
          MAPPER.writeValueAsString(Map.of("keys", keys.stream().map(Jwk::toMap).toList())));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot render the JWKS", impossible);
    }
  }
}
