package dev.avowry.bench.target;

import dev.avowry.bench.load.HttpText;
import dev.avowry.bench.load.Requests;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The packaged Avowry, on a database that it did not start. */
public final class Avowry implements Target, AutoCloseable {
  /** What its virtual machine may use. */
  public static final String HEAP = "-Xmx512m";

  private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
  private static final int ENTRIES = 100;
  private static final String TOKEN = "\"access_token\"";

  private final Database database;
  private final ServerProcess server;
  private final StartUp startUp;
  private final ClientKey key = ClientKey.generate();
  private final AvowryApi api;
  private final Parties parties;

  private Avowry(Database database, ServerProcess server, StartUp startUp, String bootstrapToken) {
    this.database = database;
    this.server = server;
    this.startUp = startUp;
    this.api = AvowryApi.comeIn(server, bootstrapToken, key);
    this.parties =
        new Parties(
            clients("minting", Parties.MINTING),
            clients("chain", Parties.CHAIN),
            api.register("orders", "tokens:introspect"));
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
        Map.of(
            "AVOWRY_HTTP_HOST", address.getHostString(),
            "AVOWRY_HTTP_PORT", Integer.toString(address.getPort()),
            "AVOWRY_ISSUER", ServerProcess.uri(address, "").toString(),
            "AVOWRY_DB_URL", database.url(),
            "AVOWRY_DB_USER", database.user(),
            "AVOWRY_DB_PASSWORD", database.password(),
            "AVOWRY_KEK_FILE", kek.toString(),
            "AVOWRY_BOOTSTRAP_TOKEN", bootstrapToken),
        folder,
        address,
        "/q/health/ready");
  }

  private static byte[] random() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }

  private List<Client> clients(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> api.register(name + "-" + i, "read")).toList();
  }

  @Override
  public String name() {
    return "Avowry";
  }

  @Override
  public Set<Scenario> scenarios() {
    return Set.of(
        Scenario.PRIVATE_KEY_JWT,
        Scenario.EXCHANGE,
        Scenario.INTROSPECT,
        Scenario.JWKS,
        Scenario.LIST);
  }

  @Override
  public Workload workload(Scenario scenario) {
    return switch (scenario) {
      case PRIVATE_KEY_JWT -> minting(new Turns<>(parties.minting()));
      case EXCHANGE -> {
        Turns<String> subjects = subjects(this::twiceExchanged);
        yield signed(
            "/token",
            TOKEN,
            () -> parties.chain().get(3).form(AvowryApi.exchangeForm(subjects.get())));
      }
      case INTROSPECT -> {
        Turns<String> subjects = subjects(() -> api.token(parties.chain().getFirst(), Map.of()));
        yield signed(
            "/introspect",
            "\"active\":true",
            () -> parties.introspecting().form(Client.encoded(Map.of("token", subjects.get()))));
      }
      case JWKS -> get("/jwks", "application/json", "\"keys\"");
      case LIST -> {
        fillList();
        yield get("/revocations", "application/jwt", "eyJ");
      }
      case HELLO, SECRET -> throw new IllegalArgumentException(scenario.code());
    };
  }

  /** Mints of a token of one's own, each by the client whose turn it is. */
  public Workload minting(Supplier<Client> clients) {
    String form = AvowryApi.mintForm();
    return signed("/token", TOKEN, () -> clients.get().form(form));
  }

  private Turns<String> subjects(Supplier<String> subject) {
    return new Turns<>(Stream.generate(subject).limit(Parties.SUBJECTS).toList());
  }

  private String twiceExchanged() {
    List<Client> chain = parties.chain();
    String own = api.token(chain.getFirst(), actor(chain.get(1)));
    String once = api.exchange(chain.get(1), own, actor(chain.get(2)));
    return api.exchange(chain.get(2), once, actor(chain.get(3)));
  }

  private static Map<String, String> actor(Client next) {
    return Map.of("requested_actor", next.id());
  }

  /** Tops it up: entries are forgotten after a quarter of an hour, which a long run outlasts. */
  private void fillList() {
    String administrator = api.administratorToken();
    for (int i = api.entries(); i < ENTRIES; i++) {
      String token = api.token(parties.chain().getFirst(), Map.of());
      api.order(administrator, "token", Jwts.jti(token), "revoke", false);
    }
  }

  private Workload signed(String path, String mark, Supplier<String> forms) {
    Requests requests = new SignedForms(new HttpText(server.address()), path, forms);
    return new Workload(server.address(), requests, mark);
  }

  private Workload get(String path, String accept, String mark) {
    Requests requests = Requests.same(new HttpText(server.address()).get(path, accept));
    return new Workload(server.address(), requests, mark);
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
