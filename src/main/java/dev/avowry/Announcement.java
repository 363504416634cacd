package dev.avowry;

import dev.avowry.people.Bootstrap;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The last lines of a start: where Avowry is, and how to get in. */
class Announcement implements QuarkusApplication {
  private final Bootstrap bootstrap;
  private final String issuer;
  private final int port;

  Announcement(
      Bootstrap bootstrap,
      @ConfigProperty(name = "avowry.issuer") String issuer,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.bootstrap = bootstrap;
    this.issuer = issuer;
    this.port = port;
  }

  @Override
  public int run(String... args) throws Exception {
    try {
      announce(VertxContextSupport.subscribeAndAwait(bootstrap::prepare));
    } catch (Throwable failure) {
      throw new IllegalStateException("the bootstrap token could not be made", failure);
    }
    Quarkus.waitForExit();
    return 0;
  }

  private void announce(Optional<String> token) {
    System.out.printf(
        """

        Avowry is up.
          Issuer  %s
          API     http://localhost:%d/v1   (contract: openapi.yaml)
        %s
        """,
        issuer, port, token.map(this::howToGetIn).orElse(""));
  }

  private String howToGetIn(String token) {
    return """
          First admin token, once, within 24 hours:
            curl -X POST -H 'Authorization: Bearer %s' http://localhost:%d/v1/bootstrap
        """
        .formatted(token, port);
  }
}
