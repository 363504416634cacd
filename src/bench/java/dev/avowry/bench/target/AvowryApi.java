package dev.avowry.bench.target;

import dev.avowry.bench.load.HttpText;
import dev.avowry.bench.load.Workload;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Avowry as its administrator and its agents use it. */
public final class AvowryApi {
  /** A resource server that exists by name only. */
  public static final String ORDERS = "https://orders.example";

  /** The secret of RFC 4226 appendix D. */
  private static final String COUNTER =
      "otpauth://hotp/bench?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&counter=0";

  private static final String ORDERS_TO_REVOKE = "/v1/revocations";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final Api api;
  private final InetSocketAddress server;
  private final String issuer;
  private final ClientKey key;
  private final String sponsor;
  private final Client administrator;

  private AvowryApi(ServerProcess server, Api api, ClientKey key, String bootstrapped) {
    this.api = api;
    this.server = server.address();
    this.issuer = server.uri("").toString();
    this.key = key;
    this.sponsor = api.get("/v1/me", "application/json", bootstrapped).getString("sponsor");
    this.administrator =
        register(bootstrapped, agent("administrator", "admin").put("kind", "service"));
  }

  /** Comes in by the bootstrap token and registers an agent that may administer. */
  static AvowryApi comeIn(ServerProcess server, String bootstrapToken, ClientKey key) {
    Api api = new Api(server);
    String token =
        api.post("/v1/bootstrap", bootstrapToken, new JsonObject()).getString("access_token");
    return new AvowryApi(server, api, key, token);
  }

  /** Registers an agent below the sponsor, for orders. */
  public Client register(String name, String scope) {
    JsonObject agent =
        agent(name, scope)
            .put("resources", new JsonArray().add(ORDERS))
            .put("max_depth", 6)
            .put("max_children", 1_000);
    return register(administratorToken(), agent);
  }

  /** Registers an agent below which nothing can be. */
  Client registerLeaf(String name, String scope) {
    return register(
        administratorToken(), agent(name, scope).put("max_depth", 0).put("max_children", 0));
  }

  /** An agent by its id, if it has the key. */
  public Client client(String id) {
    return new Client(id, key, issuer);
  }

  /** A token of the client's own for orders. */
  public String token(Client client, Map<String, String> more) {
    return mint(client, mintForm() + "&" + Client.encoded(more));
  }

  /** A token of the client's own for Avowry's own API. */
  String ownToken(Client client) {
    return mint(
        client,
        Client.encoded(
            Map.of("grant_type", "client_credentials", "scope", "read", "resource", issuer)));
  }

  String exchange(Client client, String subject, Map<String, String> more) {
    return mint(client, exchangeForm(subject) + "&" + Client.encoded(more));
  }

  /** What asks for a token of one's own, without authentication. */
  static String mintForm() {
    return Client.encoded(
        Map.of("grant_type", "client_credentials", "scope", "read", "resource", ORDERS));
  }

  static String exchangeForm(String subject) {
    return Client.encoded(
        Map.of(
            "grant_type", EXCHANGE,
            "subject_token", subject,
            "subject_token_type", ACCESS_TOKEN));
  }

  /** A new secret of the client's, RFC 6749 §2.3.1. */
  String secret(Client client) {
    return api.post(
            "/v1/agents/" + client.id() + "/credentials",
            administratorToken(),
            new JsonObject().put("secret", new JsonObject()))
        .getString("client_secret");
  }

  /** A token for each client from a cluster that is trusted from now on. */
  List<String> federated(List<Client> clients) {
    String cluster = "https://cluster-" + UUID.randomUUID() + ".example";
    String administrator = administratorToken();
    String trust =
        api.post(
                "/v1/trusted-issuers",
                administrator,
                new JsonObject()
                    .put("name", "a cluster of the benchmark")
                    .put("issuer", cluster)
                    .put("profile", "kubernetes")
                    .put("jwks", key.jwks()))
            .getString("id");
    clients.forEach(
        client ->
            api.post(
                "/v1/trusted-issuers/" + trust + "/rules",
                administrator,
                new JsonObject()
                    .put("agent", client.id())
                    .put("conditions", new JsonObject().put("serviceaccount_uid", client.id()))));
    return clients.stream()
        .map(client -> key.serviceAccountToken(cluster, client.id(), issuer))
        .toList();
  }

  /** One-time codes of counters, by agents that have one each, in their turns. */
  Workload codes(List<Client> agents) {
    String administrator = administratorToken();
    Turns<byte[]> requests =
        new Turns<>(agents.stream().map(agent -> askingForCode(agent, administrator)).toList());
    return new Workload(server, requests::get, "\"code\"");
  }

  private byte[] askingForCode(Client agent, String administrator) {
    JsonObject counter = new JsonObject().put("name", "counter").put("uri", COUNTER);
    String factor = api.post("/v1/totp", administrator, counter).getString("id");
    grant(administrator, factor, agent, "use");
    return asking("/v1/totp/" + factor + "/code", agent, "totp:code");
  }

  /** Secrets in plaintext, read by agents that may read one each, in their turns. */
  Workload readings(List<Client> agents) {
    String administrator = administratorToken();
    Turns<byte[]> requests =
        new Turns<>(agents.stream().map(agent -> readingASecret(agent, administrator)).toList());
    return new Workload(server, requests::get, "\"fields\"");
  }

  private byte[] readingASecret(Client agent, String administrator) {
    JsonObject secret =
        new JsonObject()
            .put("name", "a key")
            .put("type", "api_key")
            .put("fields", new JsonObject().put("key", UUID.randomUUID().toString()));
    String id = api.post("/v1/vault", administrator, secret).getString("id");
    grant(administrator, id, agent, "read");
    return asking("/v1/vault/" + id + "/read", agent, "vault:read");
  }

  private void grant(String administrator, String thing, Client agent, String use) {
    var _ =
        api.post(
            "/v1/vault/" + thing + "/grants",
            administrator,
            new JsonObject().put("holder", agent.id()).put("uses", new JsonArray().add(use)));
  }

  private byte[] asking(String path, Client agent, String scope) {
    String form =
        Client.encoded(
            Map.of("grant_type", "client_credentials", "scope", scope, "resource", issuer));
    return new HttpText(server).json(path, mint(agent, form), "{}");
  }

  /**
   * Takes authority, or gives it back.
   *
   * @param administrator an administrator's token
   * @param kind of what: {@code agent} or {@code token}
   */
  public JsonObject order(
      String administrator, String kind, String id, String mode, boolean dryRun) {
    return api.post(ORDERS_TO_REVOKE, administrator, written(kind, id, mode, dryRun));
  }

  /**
   * Revocations of agents, each in its turn.
   *
   * @param administrator an administrator's token that is good at that moment
   */
  public Workload revoking(Iterator<String> agents, Supplier<String> administrator) {
    HttpText http = new HttpText(server);
    return new Workload(
        server,
        () ->
            http.json(
                ORDERS_TO_REVOKE,
                administrator.get(),
                written("agent", agents.next(), "revoke", false).encode()),
        "\"seq\"");
  }

  private static JsonObject written(String kind, String id, String mode, boolean dryRun) {
    return new JsonObject()
        .put("target", new JsonObject().put(kind, id))
        .put("mode", mode)
        .put("reason", "benchmark")
        .put("dry_run", dryRun);
  }

  HttpRequest request(String path, String form) {
    return api.request(path, form);
  }

  /** The entries of the revocation list. */
  public int entries() {
    return new JsonObject(api.get("/revocations", "application/json"))
        .getJsonArray("entries")
        .size();
  }

  /** The revocation list, signed. */
  public String list() {
    return api.get("/revocations", "application/jwt");
  }

  /** What is newer than the entry, signed. */
  public String listSince(long seq) {
    return api.get("/revocations?since=" + seq, "application/jwt");
  }

  /** The highest entry. */
  public long head() {
    return Jwts.claims(list()).getLong("seq");
  }

  /** The keys. */
  public String jwks() {
    return api.get("/jwks", "application/json");
  }

  /** Whose {@code iss} it is. */
  public String issuer() {
    return issuer;
  }

  /** A token for the API, good for five minutes. */
  public String administratorToken() {
    String form =
        Client.encoded(
            Map.of("grant_type", "client_credentials", "scope", "admin", "resource", issuer));
    return mint(administrator, form);
  }

  private String mint(Client client, String form) {
    return api.form("/token", client.form(form)).getString("access_token");
  }

  private Client register(String token, JsonObject agent) {
    return client(api.post("/v1/agents", token, agent).getString("id"));
  }

  private JsonObject agent(String name, String scope) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "ai_agent")
        .put("purpose", "is measured")
        .put("sponsor", sponsor)
        .put("scopes", new JsonArray(List.of(scope)))
        .put("jwks", key.jwks());
  }
}
