package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What each scenario is at Avowry, and who takes part. */
final class AvowryWorkloads {
  private static final String TOKEN = "\"access_token\"";
  private static final int ENTRIES = 100;

  /** As many as there are connections, so that few ask for codes of the same counter at once. */
  private static final int COUNTERS = 64;

  private final Wire wire;
  private final AvowryApi api;
  private final Parties parties;

  /** Registers who takes part. */
  AvowryWorkloads(Wire wire, AvowryApi api) {
    this.wire = wire;
    this.api = api;
    this.parties =
        new Parties(
            clients("minting", Parties.MINTING),
            clients("chain", Parties.CHAIN),
            api.register("orders", "tokens:introspect"));
  }

  private List<Client> clients(String name, int count) {
    return clients(name, count, "read");
  }

  private List<Client> clients(String name, int count, String scope) {
    return IntStream.range(0, count).mapToObj(i -> api.register(name + "-" + i, scope)).toList();
  }

  Workload of(Scenario scenario) {
    return switch (scenario) {
      case PRIVATE_KEY_JWT -> minting(new Turns<>(parties.minting()));
      case DPOP -> provenMinting(new Turns<>(parties.minting()));
      case SECRET -> bySecret();
      case FEDERATED -> federated();
      case CERTIFICATE -> certified();
      case EXCHANGE -> exchange();
      case INTROSPECT -> introspect();
      case WHOAMI -> whoAmI();
      case TOTP -> api.codes(clients("counter", COUNTERS, "totp:code"));
      case VAULT -> api.readings(clients("reader", COUNTERS, "vault:read"));
      case JWKS -> wire.get("/jwks", "application/json", "\"keys\"");
      case LIST -> {
        fillList();
        yield wire.get("/revocations", "application/jwt", "eyJ");
      }
      case HELLO -> throw new IllegalArgumentException(scenario.code());
    };
  }

  Workload minting(Supplier<Client> clients) {
    String form = AvowryApi.mintForm();
    return wire.forms("/token", TOKEN, () -> clients.get().form(form));
  }

  /** One key for all proofs: it is the signatures that cost. */
  private Workload provenMinting(Supplier<Client> clients) {
    String form = AvowryApi.mintForm();
    Client holder = parties.minting().getFirst();
    return wire.provenForms("/token", TOKEN, holder::proof, () -> clients.get().form(form));
  }

  private Workload bySecret() {
    String form = AvowryApi.mintForm();
    Turns<String> clients =
        new Turns<>(
            parties.minting().stream()
                .map(
                    client -> Map.of("client_id", client.id(), "client_secret", api.secret(client)))
                .map(Client::encoded)
                .toList());
    return wire.forms("/token", TOKEN, () -> form + "&" + clients.get());
  }

  private Workload federated() {
    String form = AvowryApi.mintForm();
    Turns<String> tokens = new Turns<>(api.federated(parties.minting()));
    return wire.forms("/token", TOKEN, () -> form + "&" + Client.asserted(tokens.get()));
  }

  /** One certificate for all: each client has its key. */
  private Workload certified() {
    String form = AvowryApi.mintForm();
    Turns<Client> clients = new Turns<>(parties.minting());
    return wire.certifiedForms(
        "/token",
        TOKEN,
        parties.minting().getFirst().key().certificate(),
        () -> form + "&" + Client.encoded(Map.of("client_id", clients.get().id())));
  }

  private Workload exchange() {
    Turns<String> subjects = Turns.made(Parties.SUBJECTS, this::twiceExchanged);
    Client last = parties.chain().get(3);
    return wire.forms("/token", TOKEN, () -> last.form(AvowryApi.exchangeForm(subjects.get())));
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

  private Workload introspect() {
    Client first = parties.chain().getFirst();
    Turns<String> subjects = Turns.made(Parties.SUBJECTS, () -> api.token(first, Map.of()));
    return wire.forms(
        "/introspect",
        "\"active\":true",
        () -> parties.introspecting().form(Client.encoded(Map.of("token", subjects.get()))));
  }

  /** Agents that may have no children, so that nothing of them has to be counted. */
  private Workload whoAmI() {
    Turns<Client> leaves =
        Turns.made(Parties.SUBJECTS, () -> api.registerLeaf("leaf-" + UUID.randomUUID(), "read"));
    Turns<String> tokens = Turns.made(Parties.SUBJECTS, () -> api.ownToken(leaves.get()));
    return wire.gets("/v1/me", "\"tools\"", tokens);
  }

  /** Tops it up: entries are forgotten after a quarter of an hour, which a long run outlasts. */
  private void fillList() {
    String administrator = api.administratorToken();
    for (int i = api.entries(); i < ENTRIES; i++) {
      String token = api.token(parties.chain().getFirst(), Map.of());
      var _ = api.order(administrator, "token", Jwts.jti(token), "revoke", false);
    }
  }
}
