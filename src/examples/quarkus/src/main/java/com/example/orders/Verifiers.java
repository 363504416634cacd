package com.example.orders;

import dev.avowry.verifier.Verifier;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one verifier, which follows the issuer from the start of the application to its end. */
final class Verifiers {
  @Startup
  @Produces
  @Singleton
  Verifier started(
      @ConfigProperty(name = "orders.issuer") String issuer,
      @ConfigProperty(name = "orders.max-stale") long maxStale) {
    return Verifier.of(issuer).maxStale(Duration.ofSeconds(maxStale)).build().start();
  }

  void stop(@Disposes Verifier verifier) {
    verifier.close();
  }
}
