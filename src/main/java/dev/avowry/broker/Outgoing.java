package dev.avowry.broker;

import dev.avowry.kernel.SecretBytes;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it goes out, with the secret in it. Does not show itself.
 *
 * @param echoes what is to be found in whatever comes back
 * @param patience how long the far side has
 */
public record Outgoing(
    String method,
    URI url,
    Map<String, String> headers,
    Optional<SecretBytes> body,
    Echoes echoes,
    Duration patience) {
  public Outgoing {
    headers = Map.copyOf(headers);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Outgoing[method=%s, host=%s]".formatted(method, url.getHost());
  }
}
