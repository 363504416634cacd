package dev.avowry.key;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Tells whoever watches which provider computes signatures: {@code avowry_crypto_provider}. */
@Singleton
final class ProviderGauge implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("avowry.crypto.provider", () -> 1)
        .description("Which provider computes signatures; always 1.")
        .tag("provider", Signatures.inUse().toString())
        .register(registry);
  }
}
