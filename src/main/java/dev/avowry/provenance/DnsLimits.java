package dev.avowry.provenance;

import dev.avowry.kernel.CannotStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** A resolver that is none, and a time that is none, stop the start. */
@Singleton
final class DnsLimits {
  private static final Logger LOG = Logger.getLogger(DnsLimits.class);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  void start(@Observes @Priority(1) StartupEvent event, DnsConfig config) {
    LOG.debugf("resolvers: %s", check(config));
  }

  static List<InetSocketAddress> check(DnsConfig config) {
    CannotStart.unless(
        config.timeout().compareTo(SHORTEST) >= 0 && config.timeout().compareTo(LONGEST) <= 0,
        "avowry.dns.timeout must be from 100 ms to 10 s");
    return Nameservers.of(config.resolver());
  }
}
