package dev.avowry.bench.target;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Avowry as its administrator and its agents use it. */
public final class AvowryApi {
  /** A resource server that exists by name only. */
  public static final String ORDERS = "https://orders.example";

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  private final Api api;
  private final String issuer;
  private final ClientKey key;
  private final String sponsor;
  private final Client administrator;

  private AvowryApi(Api api, String issuer, ClientKey key, String bootstrapped) {
    this.api = api;
    this.issuer = issuer;
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
    return new AvowryApi(api, server.uri("").toString(), key, token);
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

  /** An agent by its id, if it has the key. */
  public Client client(String id) {
    return new Client(id, key, issuer);
  }

  /** A token of the client's own for orders. */
  public String token(Client client, Map<String, String> more) {
    return mint(client, mintForm() + "&" + Client.encoded(more));
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

  /**
   * Takes authority, or gives it back.
   *
   * @param administrator an administrator's token
   * @param kind of what: {@code agent} or {@code token}
   */
  public JsonObject order(
      String administrator, String kind, String id, String mode, boolean dryRun) {
    JsonObject order =
        new JsonObject()
            .put("target", new JsonObject().put(kind, id))
            .put("mode", mode)
            .put("reason", "benchmark")
            .put("dry_run", dryRun);
    return api.post("/v1/revocations", administrator, order);
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
