package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The packaged Avowry, on a database that it did not start. */
public final class Avowry implements Target, AutoCloseable {
  /** What its virtual machine may use. */
  public static final String HEAP = "-Xmx512m";

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

  private final Database database;
  private final ServerProcess server;
  private final StartUp startUp;
  private final ClientKey key = ClientKey.generate();
  private final AvowryApi api;
  private final AvowryWorkloads workloads;

  private Avowry(Database database, ServerProcess server, StartUp startUp, String bootstrapToken) {
    this.database = database;
    this.server = server;
    this.startUp = startUp;
    this.api = AvowryApi.comeIn(server, bootstrapToken, key);
    this.workloads = new AvowryWorkloads(new Wire(server.address()), api);
  }

  /** Starts it twice, on an empty database and once more, and registers who takes part. */
  public static Avowry start(Path folder) throws IOException, InterruptedException {
    Database database = Database.in(folder.resolve("postgres"));
    String bootstrapToken = "avb_" + HexFormat.of().formatHex(random());
    ServerProcess.Setup setup = setup(folder, database, bootstrapToken);
    ServerProcess first = ServerProcess.start(setup);
    first.close();
    ServerProcess server = ServerProcess.start(setup);
    StartUp startUp = new StartUp(first.startUp(), server.startUp());
    return new Avowry(database, server, startUp, bootstrapToken);
  }

  private static ServerProcess.Setup setup(Path folder, Database database, String bootstrapToken)
      throws IOException {
    Path kek = folder.resolve("kek");
    Files.writeString(kek, Base64.getEncoder().encodeToString(random()));
    var address = ServerProcess.freeAddress();
    return new ServerProcess.Setup(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-jar",
            JAR.toAbsolutePath().toString()),
        Map.ofEntries(
            Map.entry("AVOWRY_HTTP_HOST", address.getHostString()),
            Map.entry("AVOWRY_HTTP_PORT", Integer.toString(address.getPort())),
            Map.entry("AVOWRY_ISSUER", ServerProcess.uri(address, "").toString()),
            Map.entry("AVOWRY_DB_URL", database.url()),
            Map.entry("AVOWRY_DB_USER", database.user()),
            Map.entry("AVOWRY_DB_PASSWORD", database.password()),
            Map.entry("AVOWRY_KEK_FILE", kek.toString()),
            Map.entry("AVOWRY_BOOTSTRAP_TOKEN", bootstrapToken),
            // The generator stands for a proxy that passes certificates on.
            Map.entry("AVOWRY_MTLS_PROXIES", address.getAddress().getHostAddress() + "/32"),
            // Few agents stand for many.
            Map.entry("AVOWRY_TOTP_CODES_PER_MINUTE", "1000000"),
            // One administrator suspends and resumes large trees here.
            Map.entry("AVOWRY_REVOCATIONS_RESUME_ALONE_UP_TO", "1000000000")),
        folder,
        address,
        "/q/health/ready");
  }

  private static byte[] random() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }

  @Override
  public String name() {
    return "Avowry";
  }

  @Override
  public Set<Scenario> scenarios() {
    return Set.of(
        Scenario.SECRET,
        Scenario.PRIVATE_KEY_JWT,
        Scenario.DPOP,
        Scenario.FEDERATED,
        Scenario.CERTIFICATE,
        Scenario.EXCHANGE,
        Scenario.INTROSPECT,
        Scenario.WHOAMI,
        Scenario.TOTP,
        Scenario.VAULT,
        Scenario.JWKS,
        Scenario.LIST);
  }

  @Override
  public Workload workload(Scenario scenario) {
    return workloads.of(scenario);
  }

  /** Mints of a token of one's own, each by the client whose turn it is. */
  public Workload minting(Supplier<Client> clients) {
    return workloads.minting(clients);
  }

  /** Agents that are revoked. */
  public Withdrawals withdrawals() {
    return new AvowryWithdrawals(this);
  }

  /** Its API. */
  public AvowryApi api() {
    return api;
  }

  /** The key of all its clients. */
  public ClientKey key() {
    return key;
  }

  /** Its PostgreSQL. */
  public Database postgres() {
    return database;
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
