package dev.avowry.federation.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.federation.Trust;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.CountingRelay;
import dev.avowry.testing.OutsideIssuer;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What it costs to ask whether an outside issuer is trusted, and for what. */
@AvowryTest
class TrustTripsTest {
  private static final int READINGS = 10;

  @Inject Vertx vertx;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String url;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @Inject
  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Test
  @DisplayName("a trust and its rules are read in one trip to the database")
  void oneRoundTrip() throws Throwable {
    String issuer = trustWithTwoRules();
    PgConnectOptions options =
        PgConnectOptions.fromUri(url)
            .setUser(user)
            .setPassword(password)
            .setCachePreparedStatements(true)
            .setPipeliningLimit(16);
    try (CountingRelay relay = CountingRelay.to(vertx, options.getHost(), options.getPort())) {
      options.setHost("127.0.0.1").setPort(relay.port());
      Pool counted =
          Pool.newInstance(
              PgBuilder.pool()
                  .with(new PoolOptions().setMaxSize(1))
                  .connectingTo(options)
                  .using(vertx)
                  .build());
      PgTrustStore store = new PgTrustStore(counted);

      List<Integer> each = new ArrayList<>();
      for (int i = 0; i < READINGS; i++) {
        relay.reset();
        Trust trust =
            VertxContextSupport.subscribeAndAwait(() -> store.trust(issuer)).orElseThrow();
        each.add(relay.trips());
        assertEquals(2, trust.rules().size());
      }

      // The first has to connect and to prepare; a relay may at times see in two what was sent as
      // one.
      assertEquals(1, Collections.min(each), each::toString);
      counted.closeAndAwait();
    }
  }

  private static String trustWithTwoRules() {
    try (OutsideIssuer platform = OutsideIssuer.start()) {
      String trust = platform.trusted("kubernetes");
      for (String namespace : List.of("one", "other")) {
        OutsideIssuer.ruled(
            trust, Map.of("namespace", namespace), OutsideIssuer.makes(Api.sponsor(), 3));
      }
      return platform.url();
    }
  }
}
