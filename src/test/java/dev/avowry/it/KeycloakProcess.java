package dev.avowry.it;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real identity provider as a child process: Keycloak as it is distributed, with its data in
 * memory and realms that it reads at its start.
 */
final class KeycloakProcess implements AutoCloseable {
  static final String SECRET = "secret-of-avowry-at-the-provider";
  static final String PASSWORD = "password of everybody";

  private static final Duration START = Duration.ofMinutes(6);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final Path output;
  private final int port;

  private KeycloakProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /** Returns when the realm answers that was read last. */
  static KeycloakProcess start(Path folder, int port, List<JsonObject> realms) throws Exception {
    Path home =
        Path.of(System.getProperty("avowry.keycloak", "target/keycloak/keycloak")).toAbsolutePath();
    Path imported = Files.createDirectories(home.resolve("data").resolve("import"));
    for (JsonObject realm : realms) {
      Files.writeString(imported.resolve(realm.getString("realm") + ".json"), realm.encode());
    }
    Path output = folder.resolve("keycloak.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                home.resolve("bin").resolve("kc.sh").toString(),
                "start-dev",
                "--cache=local",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xmx512m");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "root");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
    KeycloakProcess started = new KeycloakProcess(builder.start(), output, port);
    try {
      started.awaitReady(realms.getLast().getString("realm"));
      return started;
    } catch (Throwable failure) {
      started.close();
      throw failure;
    }
  }

  /** A realm in which Avowry is registered. */
  static JsonObject realm(String name, String redirectUri, JsonObject... users) {
    JsonObject groups =
        new JsonObject()
            .put("name", "groups")
            .put("protocol", "openid-connect")
            .put("protocolMapper", "oidc-group-membership-mapper")
            .put(
                "config",
                new JsonObject()
                    .put("claim.name", "groups")
                    .put("full.path", "false")
                    .put("id.token.claim", "true"));
    JsonObject client =
        new JsonObject()
            .put("clientId", "avowry")
            .put("secret", SECRET)
            .put("publicClient", false)
            .put("standardFlowEnabled", true)
            .put("redirectUris", new JsonArray().add(redirectUri))
            .put("protocolMappers", new JsonArray().add(groups));
    JsonArray people = new JsonArray();
    // Among what everybody may do is to be asked about while they are away: offline_access.
    JsonArray everybody = new JsonArray().add("default-roles-" + name);
    List.of(users).forEach(user -> people.add(user.put("realmRoles", everybody)));
    return new JsonObject()
        .put("realm", name)
        .put("enabled", true)
        .put("sslRequired", "none")
        .put(
            "groups",
            new JsonArray()
                .add(new JsonObject().put("name", "admins"))
                .add(new JsonObject().put("name", "auditors")))
        .put("clients", new JsonArray().add(client))
        .put("users", people);
  }

  /** Somebody in a realm, with {@link #PASSWORD}. */
  static JsonObject user(String name, String email, boolean enabled, String... groups) {
    JsonArray in = new JsonArray();
    List.of(groups).forEach(group -> in.add("/" + group));
    return new JsonObject()
        .put("username", name)
        .put("email", email)
        .put("emailVerified", true)
        .put("firstName", "Person")
        .put("lastName", name)
        .put("enabled", enabled)
        .put("groups", in)
        .put(
            "credentials",
            new JsonArray().add(new JsonObject().put("type", "password").put("value", PASSWORD)));
  }

  /** The issuer of a realm. */
  String issuer(String realm) {
    return base() + "/realms/" + realm;
  }

  /** Has a browser sign in, by whatever leads here; returns where that ends. */
  static Surfer.Page signIn(Surfer browser, URI begin, String user) throws Exception {
    Surfer.Page login = browser.open(begin);
    assertNotEquals(begin.getAuthority(), login.uri().getAuthority(), login.body());
    return browser.send(login.form(), Map.of("username", user, "password", PASSWORD));
  }

  /** Lets somebody in from now on, or does not any more. */
  void setEnabled(String realm, String user, boolean enabled) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String token = administrator(http);
      URI users = URI.create(base() + "/admin/realms/" + realm + "/users");
      JsonObject found =
          new JsonArray(
                  send(http, URI.create(users + "?exact=true&username=" + user), token, "GET", ""))
              .getJsonObject(0);
      send(
          http,
          URI.create(users + "/" + found.getString("id")),
          token,
          "PUT",
          found.put("enabled", enabled).encode());
    }
  }

  private String administrator(HttpClient http) throws Exception {
    String form = "grant_type=password&client_id=admin-cli&username=root&password=";
    HttpRequest asked =
        HttpRequest.newBuilder(URI.create(issuer("master") + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    form + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8)))
            .build();
    return new JsonObject(http.send(asked, BodyHandlers.ofString()).body())
        .getString("access_token");
  }

  private static String send(HttpClient http, URI uri, String token, String method, String body)
      throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(method + " " + uri + ": " + answer.statusCode() + answer.body());
    }
    return answer.body();
  }

  private String base() {
    return "http://127.0.0.1:" + port;
  }

  private void awaitReady(String realm) throws Exception {
    URI ready = URI.create(issuer(realm) + "/.well-known/openid-configuration");
    try (HttpClient http = HttpClient.newHttpClient()) {
      Within.within(
          START,
          () -> "Keycloak is ready; output so far:\n" + output(),
          () -> {
            if (!process.isAlive()) {
              throw new AssertionError("Keycloak ended while starting:\n" + output());
            }
            return status(http, ready) == 200;
          });
    }
  }

  private static int status(HttpClient http, URI uri) throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      boolean _ = process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
