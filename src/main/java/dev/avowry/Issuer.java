package dev.avowry;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The setting {@code avowry.issuer}: by which name every token, list and document of Avowry's goes.
 * It is compared as a string by everyone who reads it, so it has exactly one spelling.
 */
@Singleton
final class Issuer {
  private static final String SENTENCE =
      "avowry.issuer (AVOWRY_ISSUER) must be an http or https URL of scheme, host and perhaps port"
          + " alone, as in https://id.example.org, but is %s";

  void start(
      @Observes @Priority(1) StartupEvent event,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    check(issuer);
  }

  /** RFC 8414 §2 allows a path; Avowry's endpoints stand at the root of their host. */
  static void check(String issuer) {
    try {
      URI uri = new URI(issuer);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      CannotStart.unless(
          http && uri.getHost() != null && issuer.equals(origin(uri)), SENTENCE.formatted(issuer));
    } catch (URISyntaxException malformed) {
      throw new CannotStart(SENTENCE.formatted(issuer), malformed);
    }
  }

  private static String origin(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port;
  }
}
