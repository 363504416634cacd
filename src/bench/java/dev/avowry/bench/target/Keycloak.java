package dev.avowry.bench.target;

import dev.avowry.bench.load.HttpText;
import dev.avowry.bench.load.Requests;
import dev.avowry.bench.load.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Keycloak in production mode: built for PostgreSQL, then started optimised. */
public final class Keycloak implements Target, AutoCloseable {
  private static final String SECRET = UUID.randomUUID().toString();
  private static final String TOKEN = "\"access_token\"";

  private final Database database;
  private final ServerProcess server;
  private final StartUp startUp;
  private final KeycloakApi api;
  private final Parties parties;

  private Keycloak(
      Database database, ServerProcess server, StartUp startUp, String password, boolean saved) {
    this.database = database;
    this.server = server;
    this.startUp = startUp;
    this.api = new KeycloakApi(server, ClientKey.generate(), password);
    api.makeRealm();
    if (saved) {
      api.saveEvents();
    }
    api.registerWithSecret("secret", SECRET);
    List<Client> chain = clients("chain", Parties.CHAIN + 1);
    this.parties = new Parties(clients("minting", Parties.MINTING), chain, chain.get(1));
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

  /** Each has the next in the audience of its tokens. */
  private List<Client> clients(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> api.register(name + "-" + i, name + "-" + (i + 1)))
        .toList();
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

  @Override
  public Workload workload(Scenario scenario) {
    HttpText http = new HttpText(server.address());
    return switch (scenario) {
      case SECRET -> {
        String secret = "&client_id=secret&client_secret=" + SECRET;
        byte[] request = http.form(KeycloakApi.TOKEN, KeycloakApi.mintForm() + secret);
        yield new Workload(server.address(), Requests.same(request), TOKEN);
      }
      case PRIVATE_KEY_JWT -> {
        Turns<Client> clients = new Turns<>(parties.minting());
        yield signed(KeycloakApi.TOKEN, TOKEN, () -> clients.get().form(KeycloakApi.mintForm()));
      }
      case EXCHANGE -> {
        Turns<String> subjects = subjects(this::twiceExchanged);
        yield signed(
            KeycloakApi.TOKEN,
            TOKEN,
            () -> parties.chain().get(3).form(KeycloakApi.exchangeForm(subjects.get())));
      }
      case INTROSPECT -> {
        Turns<String> subjects = subjects(() -> api.token(parties.chain().getFirst()));
        yield signed(
            KeycloakApi.INTROSPECT,
            "\"active\":true",
            () -> parties.introspecting().form(Client.encoded(Map.of("token", subjects.get()))));
      }
      case JWKS -> {
        byte[] request = http.get(KeycloakApi.CERTS, "application/json");
        yield new Workload(server.address(), Requests.same(request), "\"keys\"");
      }
      case HELLO, LIST -> throw new IllegalArgumentException(scenario.code());
    };
  }

  private Turns<String> subjects(Supplier<String> subject) {
    return new Turns<>(Stream.generate(subject).limit(Parties.SUBJECTS).toList());
  }

  private String twiceExchanged() {
    List<Client> chain = parties.chain();
    String once = api.exchange(chain.get(1), api.token(chain.getFirst()));
    return api.exchange(chain.get(2), once);
  }

  private Workload signed(String path, String mark, Supplier<String> forms) {
    Requests requests = new SignedForms(new HttpText(server.address()), path, forms);
    return new Workload(server.address(), requests, mark);
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
