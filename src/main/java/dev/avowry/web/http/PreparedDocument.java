package dev.avowry.web.http;

import java.time.Duration;
import java.util.Optional;

/**
 * A public document that lies ready in memory. Its bean has {@link Prepared}, and {@link
 * dev.avowry.web.Open} with the reason why anybody may read it; without either the service does not
 * start.
 */
public interface PreparedDocument {
  /**
   * The document as it is now. Called for every request, on an event loop: give the same one until
   * something has changed.
   *
   * @throws dev.avowry.kernel.Refused when what it says cannot be confirmed
   */
  Document current();

  /**
   * The document for a reader that asks for something in particular; the same for all, unless it
   * says otherwise.
   *
   * @param query what stands behind the question mark, as it was sent
   */
  default Document answering(String query) {
    return current();
  }

  /**
   * How long ago it was last known to be true; empty for what is as long as it is served. RFC 9111
   * §5.1.
   */
  default Optional<Duration> age() {
    return Optional.empty();
  }
}
