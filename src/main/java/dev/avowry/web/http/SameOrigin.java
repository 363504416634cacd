package dev.avowry.web.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether a browser sends a request because a page of ours has it do so. */
@Singleton
public final class SameOrigin {
  private final String issuer;

  @Inject
  SameOrigin(@ConfigProperty(name = "avowry.issuer") String issuer) {
    this.issuer = issuer;
  }

  /**
   * Whether what changes something may be from a page of ours. A browser always says so in one of
   * two headers that no page can set; what says neither is no browser, or one too old to be safe.
   *
   * @param origin the header {@code Origin}
   * @param site the header {@code Sec-Fetch-Site}
   */
  public boolean holds(Optional<String> origin, Optional<String> site) {
    if (origin.isEmpty() && site.isEmpty()) {
      return false;
    }
    return origin.map(issuer::equals).orElse(true) && site.map("same-origin"::equals).orElse(true);
  }
}
