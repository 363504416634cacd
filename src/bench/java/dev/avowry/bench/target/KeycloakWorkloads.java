package dev.avowry.bench.target;

import dev.avowry.bench.load.Workload;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What each scenario is at Keycloak, and who takes part. */
final class KeycloakWorkloads {
  private static final String TOKEN = "\"access_token\"";
  private static final String SECRET = UUID.randomUUID().toString();

  private final Wire wire;
  private final KeycloakApi api;
  private final Parties parties;

  /** Registers who takes part in a realm that is there. */
  KeycloakWorkloads(Wire wire, KeycloakApi api) {
    this.wire = wire;
    this.api = api;
    api.registerWithSecret("secret", SECRET);
    List<Client> chain = clients("chain", Parties.CHAIN);
    this.parties = new Parties(clients("minting", Parties.MINTING), chain, chain.get(1));
  }

  /** Each has the next in the audience of its tokens. */
  private List<Client> clients(String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> api.register(name + "-" + i, name + "-" + (i + 1)))
        .toList();
  }

  /**
   * Tokens that are taken back.
   *
   * @param tokenOnly whether the token is revoked, and not its client disabled
   */
  KeycloakWithdrawals withdrawals(boolean tokenOnly) {
    return new KeycloakWithdrawals(
        api, parties.introspecting(), of(Scenario.PRIVATE_KEY_JWT), tokenOnly);
  }

  String keys() {
    return api.keys();
  }

  Workload of(Scenario scenario) {
    return switch (scenario) {
      case SECRET -> {
        String secret = "&client_id=secret&client_secret=" + SECRET;
        yield wire.form(KeycloakApi.TOKEN, TOKEN, KeycloakApi.mintForm() + secret);
      }
      case PRIVATE_KEY_JWT -> {
        Turns<Client> clients = new Turns<>(parties.minting());
        yield wire.forms(
            KeycloakApi.TOKEN, TOKEN, () -> clients.get().form(KeycloakApi.mintForm()));
      }
      case EXCHANGE -> exchange();
      case INTROSPECT -> introspect();
      case JWKS -> wire.get(KeycloakApi.CERTS, "application/json", "\"keys\"");
      case HELLO, DPOP, FEDERATED, CERTIFICATE, WHOAMI, LIST, TOTP, VAULT ->
          throw new IllegalArgumentException(scenario.code());
    };
  }

  private Workload exchange() {
    Turns<String> subjects = Turns.made(Parties.SUBJECTS, this::twiceExchanged);
    Client last = parties.chain().get(3);
    return wire.forms(
        KeycloakApi.TOKEN, TOKEN, () -> last.form(KeycloakApi.exchangeForm(subjects.get())));
  }

  private String twiceExchanged() {
    List<Client> chain = parties.chain();
    String once = api.exchange(chain.get(1), api.token(chain.getFirst()));
    return api.exchange(chain.get(2), once);
  }

  private Workload introspect() {
    Client first = parties.chain().getFirst();
    Turns<String> subjects = Turns.made(Parties.SUBJECTS, () -> api.token(first));
    return wire.forms(
        KeycloakApi.INTROSPECT,
        "\"active\":true",
        () -> parties.introspecting().form(Client.encoded(Map.of("token", subjects.get()))));
  }
}
