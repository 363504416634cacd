package dev.avowry;

import dev.avowry.demo.Demo;
import dev.avowry.people.Bootstrap;
import dev.avowry.people.BootstrapConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.VertxContextSupport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The last lines of a start: where Avowry is, and how to get in. */
class Announcement implements QuarkusApplication {
  private final Bootstrap bootstrap;
  private final Duration tokenLifetime;
  private final String issuer;
  private final String here;
  private final boolean demo;
  private final Optional<String> givenToken;

  /**
   * @param demo whether the demo walks once the service is up
   * @param givenToken the bootstrap token that automation chose
   */
  Announcement(
      Bootstrap bootstrap,
      BootstrapConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer,
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "quarkus.http.ssl-port") int tlsPort,
      @ConfigProperty(name = "avowry.http-plain", defaultValue = "enabled") String plain,
      @ConfigProperty(name = "avowry.demo", defaultValue = "false") boolean demo,
      @ConfigProperty(name = "avowry.bootstrap.token") Optional<String> givenToken) {
    this.bootstrap = bootstrap;
    this.tokenLifetime = config.lifetime();
    this.issuer = issuer;
    this.here =
        plain.equals("enabled") ? "http://localhost:" + port : "https://localhost:" + tlsPort;
    this.demo = demo;
    this.givenToken = givenToken;
  }

  @Override
  public int run(String... args) throws Exception {
    Optional<String> token = bootstrapToken();
    announce(demo ? Optional.empty() : token);
    if (demo) {
      walk(token.or(() -> givenToken));
    }
    Quarkus.waitForExit();
    return 0;
  }

  private Optional<String> bootstrapToken() {
    try {
      return VertxContextSupport.subscribeAndAwait(bootstrap::prepare);
    } catch (Throwable failure) {
      throw new IllegalStateException("the bootstrap token could not be made", failure);
    }
  }

  private void walk(Optional<String> token) {
    token.ifPresentOrElse(
        it -> Demo.run(URI.create(here), issuer, it, System.out),
        () -> Demo.cannotStart(System.out));
  }

  private void announce(Optional<String> token) {
    System.out.printf(
        """

        Avowry is up.
          Issuer  %s
          API     %s/v1   (contract: openapi.yaml)
        %s
        """,
        issuer, here, token.or(this::placeOfGivenToken).map(this::howToGetIn).orElse(""));
  }

  /** What automation gave is not repeated on a console. */
  private Optional<String> placeOfGivenToken() {
    return givenToken.map(hidden -> "$AVOWRY_BOOTSTRAP_TOKEN");
  }

  private String howToGetIn(String token) {
    return """
          First administrator, once, until %s:
            in a browser  %s/sign-in/setup#%s
            by the API    curl -X POST -H "Authorization: Bearer %s" %s/v1/bootstrap
        """
        .formatted(
            Instant.now().plus(tokenLifetime).truncatedTo(ChronoUnit.SECONDS),
            issuer,
            token,
            token,
            here);
  }
}
