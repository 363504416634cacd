package dev.avowry.bench.target;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Keycloak as its administrator and the clients of its realm use it. */
final class KeycloakApi {
  static final String ADMINISTRATOR = "admin";
  private static final String REALM = "bench";
  private static final String OAUTH = "/realms/" + REALM + "/protocol/openid-connect";
  static final String TOKEN = OAUTH + "/token";
  static final String INTROSPECT = OAUTH + "/token/introspect";
  static final String CERTS = OAUTH + "/certs";
  private static final String ADMIN = "/admin/realms";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

  /** As long as Avowry's. */
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(5);

  private final Api api;
  private final String issuer;
  private final ClientKey key;
  private final String password;

  KeycloakApi(ServerProcess server, ClientKey key, String password) {
    this.api = new Api(server);
    this.issuer = server.uri("/realms/" + REALM).toString();
    this.key = key;
    this.password = password;
  }

  /** A realm that signs with ES256 by default and whose tokens live as long as Avowry's. */
  void makeRealm() {
    JsonObject realm =
        new JsonObject()
            .put("realm", REALM)
            .put("enabled", true)
            .put("sslRequired", "none")
            .put("defaultSignatureAlgorithm", "ES256")
            .put("accessTokenLifespan", TOKEN_LIFETIME.toSeconds());
    api.post(ADMIN, administrator(), realm);
  }

  /** Keeps a row for every login, exchange and introspection. */
  void saveEvents() {
    JsonObject events =
        new JsonObject()
            .put("eventsEnabled", true)
            .put("eventsExpiration", 3600)
            .put("eventsListeners", new JsonArray().add("jboss-logging"))
            .put(
                "enabledEventTypes",
                new JsonArray().add("CLIENT_LOGIN").add("TOKEN_EXCHANGE").add("INTROSPECT_TOKEN"));
    api.put(ADMIN + "/" + REALM + "/events/config", administrator(), events);
  }

  /**
   * A client with the key.
   *
   * @param audience who may exchange its tokens or ask about them; a client that comes later
   */
  Client register(String id, String audience) {
    return register(id, audience, TOKEN_LIFETIME);
  }

  /** The same with tokens that live for so long. */
  Client register(String id, String audience, Duration lifetime) {
    JsonObject client =
        confidential(id)
            .put("clientAuthenticatorType", "client-jwt")
            .put(
                "attributes",
                new JsonObject()
                    .put("access.token.lifespan", Long.toString(lifetime.toSeconds()))
                    .put("use.jwks.string", "true")
                    .put("jwks.string", key.jwks().encode())
                    .put("token.endpoint.auth.signing.alg", "ES256")
                    .put("standard.token.exchange.enabled", "true"))
            .put("protocolMappers", new JsonArray().add(audienceMapper(audience)));
    api.post(ADMIN + "/" + REALM + "/clients", administrator(), client);
    return new Client(id, key, issuer);
  }

  /** A client with a secret. */
  void registerWithSecret(String id, String secret) {
    JsonObject client =
        confidential(id).put("clientAuthenticatorType", "client-secret").put("secret", secret);
    api.post(ADMIN + "/" + REALM + "/clients", administrator(), client);
  }

  private static JsonObject confidential(String id) {
    return new JsonObject()
        .put("id", number(id))
        .put("clientId", id)
        .put("enabled", true)
        .put("protocol", "openid-connect")
        .put("publicClient", false)
        .put("serviceAccountsEnabled", true)
        .put("standardFlowEnabled", false)
        .put("directAccessGrantsEnabled", false);
  }

  /** Keycloak's own number of a client, which it lets its administrator choose. */
  private static String number(String id) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static JsonObject audienceMapper(String audience) {
    return new JsonObject()
        .put("name", "audience")
        .put("protocol", "openid-connect")
        .put("protocolMapper", "oidc-audience-mapper")
        .put(
            "config",
            new JsonObject()
                .put("included.client.audience", audience)
                .put("access.token.claim", "true")
                .put("introspection.token.claim", "true"));
  }

  /**
   * Ends a client.
   *
   * @param administrator a token of {@link #administrator}
   */
  void disable(Client client, String administrator) {
    JsonObject disabled = new JsonObject().put("clientId", client.id()).put("enabled", false);
    api.put(ADMIN + "/" + REALM + "/clients/" + number(client.id()), administrator, disabled);
  }

  /** RFC 7009 §2.1: the form has the token and says who its client is. */
  void revoke(String form) {
    var _ = api.form(OAUTH + "/revoke", form);
  }

  HttpRequest request(String path, String form) {
    return api.request(path, form);
  }

  String keys() {
    return api.get(CERTS, "application/json");
  }

  String token(Client client) {
    return mint(client, mintForm());
  }

  String exchange(Client client, String subject) {
    return mint(client, exchangeForm(subject));
  }

  static String mintForm() {
    return "grant_type=client_credentials";
  }

  static String exchangeForm(String subject) {
    return Client.encoded(
        Map.of(
            "grant_type", EXCHANGE,
            "subject_token", subject,
            "subject_token_type", ACCESS_TOKEN,
            "requested_token_type", ACCESS_TOKEN));
  }

  private String mint(Client client, String form) {
    return api.form(TOKEN, client.form(form)).getString("access_token");
  }

  /** Lives for a minute, so each call has one of its own. */
  String administrator() {
    String form =
        Client.encoded(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                ADMINISTRATOR,
                "password",
                password));
    return api.form("/realms/master/protocol/openid-connect/token", form).getString("access_token");
  }
}
