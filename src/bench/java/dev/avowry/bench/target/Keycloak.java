package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keycloak in production mode: built for PostgreSQL, then started optimised. */
public final class Keycloak implements Target, AutoCloseable {
  private final Database database;
  private final ServerProcess server;
  private final StartUp startUp;
  private final KeycloakWorkloads workloads;

  private Keycloak(
      Database database, ServerProcess server, StartUp startUp, String password, boolean saved) {
    this.database = database;
    this.server = server;
    this.startUp = startUp;
    KeycloakApi api = new KeycloakApi(server, ClientKey.generate(), password);
    api.makeRealm();
    if (saved) {
      api.saveEvents();
    }
    this.workloads = new KeycloakWorkloads(new Wire(server.address()), api);
  }

  /**
   * Starts it twice, on an empty database and once more, and registers who takes part.
   *
   * @param events whether it keeps a row for each token, as Avowry does
   */
  public static Keycloak start(Path folder, KeycloakDistribution distribution, boolean events)
      throws IOException, InterruptedException {
    distribution.build();
    Database database = Database.in(folder.resolve("postgres"));
    String password = UUID.randomUUID().toString();
    ServerProcess.Setup setup = distribution.setup(folder, database, password);
    ServerProcess first = ServerProcess.start(setup);
    first.close();
    ServerProcess server = ServerProcess.start(setup);
    StartUp startUp = new StartUp(first.startUp(), server.startUp());
    return new Keycloak(database, server, startUp, password, events);
  }

  @Override
  public String name() {
    return "Keycloak";
  }

  @Override
  public Set<Scenario> scenarios() {
    return Set.of(
        Scenario.SECRET,
        Scenario.PRIVATE_KEY_JWT,
        Scenario.EXCHANGE,
        Scenario.INTROSPECT,
        Scenario.JWKS);
  }

  /** Clients that are disabled. */
  public Withdrawals disabledClients() {
    return workloads.withdrawals(false);
  }

  /** Tokens that are revoked (RFC 7009), of clients that stay. */
  public Withdrawals revokedTokens() {
    return workloads.withdrawals(true);
  }

  /** A client that is disabled, with a token that lives for so long. */
  public Withdrawals.Withdrawal brief(Duration lifetime) {
    return workloads.withdrawals(false).brief(lifetime);
  }

  /** The keys. */
  public String jwks() {
    return workloads.keys();
  }

  @Override
  public Workload workload(Scenario scenario) {
    return workloads.of(scenario);
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  @Override
  public StartUp startUp() {
    return startUp;
  }

  @Override
  public Optional<Database> database() {
    return Optional.of(database);
  }

  @Override
  public void close() {
    server.close();
    database.close();
  }
}
