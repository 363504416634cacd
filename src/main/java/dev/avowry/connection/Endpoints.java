package dev.avowry.connection;

import java.net.URI;
import java.util.Optional;

/**
 * Where a provider is, RFC 6749 §3.
 *
 * @param authorization where browsers are led
 * @param revocation where tokens are given back, RFC 7009; empty where that cannot be done
 */
public record Endpoints(URI authorization, URI token, Optional<URI> revocation) {
  /** Scheme, host and port of where browsers are led. */
  public String site() {
    return authorization.getScheme() + "://" + authorization.getRawAuthority();
  }
}
