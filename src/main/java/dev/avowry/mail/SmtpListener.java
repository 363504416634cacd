package dev.avowry.mail;

import dev.avowry.authn.Guessing;
import dev.avowry.kernel.CannotStart;
import dev.avowry.kernel.Origin;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Listens for SMTP where there is a domain; so many connections at once, and from one network. */
@Singleton
public class SmtpListener {
  private static final Logger LOG = Logger.getLogger(SmtpListener.class);

  /** RFC 5321 §4.5.3.2.7. */
  private static final int IDLE_MINUTES = 5;

  private static final int START_SECONDS = 10;

  private final MailConfig config;
  private final SmtpTerms terms;
  private final MailMeters meters;
  private final Vertx vertx;
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();
  private Optional<NetServer> server = Optional.empty();

  SmtpListener(MailConfig config, SmtpTerms terms, MailMeters meters, Vertx vertx) {
    this.config = config;
    this.terms = terms;
    this.meters = meters;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent event) {
    if (config.domain().isPresent()) {
      server = Optional.of(listen());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    server.ifPresent(NetServer::close);
  }

  /** Where it listens; empty when it does not. */
  public Optional<Integer> port() {
    return server.map(NetServer::actualPort);
  }

  private NetServer listen() {
    NetServerOptions options =
        new NetServerOptions()
            .setHost(config.smtpHost())
            .setPort(config.smtpPort())
            .setIdleTimeoutUnit(TimeUnit.MINUTES)
            .setIdleTimeout(IDLE_MINUTES);
    config
        .certificate()
        .ifPresent(
            certificate ->
                options.setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(certificate)
                        .setKeyPath(config.key().orElseThrow())));
    try {
      return vertx
          .createNetServer(options)
          .connectHandler(this::accept)
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new CannotStart(
          "SMTP cannot be listened for at port %d: see avowry.mail.smtp-port and …certificate"
              .formatted(config.smtpPort()),
          failure);
    }
  }

  private void accept(NetSocket socket) {
    String address = socket.remoteAddress().hostAddress();
    String network = Guessing.network(address);
    if (!enter(network)) {
      SmtpSession.refuse(socket);
      return;
    }
    LOG.debugf("mail connection: address=%s", address);
    Origin origin = new Origin(UUID.randomUUID().toString(), address);
    SmtpSession.begin(vertx, socket, terms, origin, meters, () -> leave(network));
  }

  private synchronized boolean enter(String network) {
    int all = connections.values().stream().mapToInt(Integer::intValue).sum();
    if (all >= config.connections()
        || connections.getOrDefault(network, 0) >= config.connectionsPerNetwork()) {
      return false;
    }
    connections.merge(network, 1, Integer::sum);
    return true;
  }

  private synchronized void leave(String network) {
    connections.computeIfPresent(network, (any, count) -> count == 1 ? null : count - 1);
  }
}
