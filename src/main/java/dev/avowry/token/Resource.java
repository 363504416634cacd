package dev.avowry.token;

import dev.avowry.key.Algorithm;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A resource server of which something is said that is not as usual.
 *
 * @param uri its identifier, RFC 8707 §2: the {@code aud} of its tokens
 * @param name as people call it
 * @param algorithm by which its tokens are signed
 * @param scopes what its scopes mean, in words for humans
 */
public record Resource(
    String uri, String name, Algorithm algorithm, Map<String, String> scopes, Instant createdAt) {
  public Resource {
    scopes = new TreeMap<>(scopes);
  }
}
