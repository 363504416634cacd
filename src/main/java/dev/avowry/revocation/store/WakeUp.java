package dev.avowry.revocation.store;

import dev.avowry.revocation.Publisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Listens on a connection of its own, so that a replica learns of another's entry in milliseconds.
 * Losing a notification costs at most the second until the list is read anyway.
 */
@ApplicationScoped
class WakeUp {
  private static final Logger LOG = Logger.getLogger(WakeUp.class);

  /** The schema notifies it when the head moves. */
  private static final String CHANNEL = "avowry_revocation";

  private static final long RECONNECT_MILLIS = 500;
  private static final int CONNECT_MILLIS = 2000;

  private final PgSubscriber subscriber;
  private final Publisher publisher;

  WakeUp(
      Vertx vertx,
      Publisher publisher,
      @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
      @ConfigProperty(name = "quarkus.datasource.username") String user,
      @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
    PgConnectOptions options = PgConnectOptions.fromUri(url).setUser(user);
    password.ifPresent(options::setPassword);
    options.setConnectTimeout(CONNECT_MILLIS);
    this.subscriber =
        PgSubscriber.subscriber(vertx, options).reconnectPolicy(retries -> RECONNECT_MILLIS);
    this.publisher = publisher;
  }

  void start(@Observes StartupEvent event) {
    subscriber.channel(CHANNEL).handler(payload -> refresh());
    subscriber
        .connect()
        .onFailure(failure -> LOG.warnf("cannot listen for revocations: cause=%s", failure));
  }

  void stop(@Observes ShutdownEvent event) {
    subscriber.close();
  }

  private void refresh() {
    publisher
        .refresh()
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("the revocation list could not be read: cause=%s", failure));
  }
}
