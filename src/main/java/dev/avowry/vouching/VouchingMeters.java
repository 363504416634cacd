package dev.avowry.vouching;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What providers say, for whoever runs the service. */
@ApplicationScoped
class VouchingMeters {
  private final MeterRegistry registry;
  private final Map<String, Long> silent = new ConcurrentHashMap<>();
  private volatile Set<String> held = Set.of();

  VouchingMeters(MeterRegistry registry, Watched watched) {
    this.registry = registry;
    watched.names().forEach(this::gauges);
  }

  private void gauges(String provider) {
    Gauge.builder("avowry.vouching.held", () -> held.contains(provider) ? 1 : 0)
        .description("Whether a provider refuses so many that none of it is heeded.")
        .tag("provider", provider)
        .register(registry);
    Gauge.builder("avowry.vouching.silent", () -> silent.getOrDefault(provider, 0L))
        .description("About how many a provider has said nothing clear for too long.")
        .tag("provider", provider)
        .register(registry);
  }

  /** What a provider said of somebody. */
  void answered(String provider, Answer answer) {
    String word =
        switch (answer) {
          case Answer.Vouches vouches -> "vouches";
          case Answer.Refuses refuses -> "refuses";
          case Answer.Unclear unclear -> "unclear";
        };
    registry.counter("avowry.vouching.answers", "provider", provider, "answer", word).increment();
  }

  /** Whose refusals are not heeded, as last read. */
  void held(Set<String> providers) {
    held = Set.copyOf(providers);
  }

  /** How many a provider is silent about, as last counted. */
  void silent(String provider, long count) {
    silent.put(provider, count);
  }
}
