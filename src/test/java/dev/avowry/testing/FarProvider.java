package dev.avowry.testing;

import dev.avowry.kernel.Sha256;
import dev.avowry.testing.FarServer.Came;
import dev.avowry.testing.FarServer.Said;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody else's authorization server with the API that it guards. It keeps to RFC 6749, 7636 and
 * 7009: a code is used once, by the client and with the redirect URI and the verifier that are its
 * own; a refresh token is used once, and who uses one again loses all that came of the same code.
 */
public final class FarProvider implements AutoCloseable {
  /** Our name there. */
  public static final String CLIENT = "avowry at example";

  /** By what we prove it; has what must be encoded in Basic. */
  public static final String SECRET = "s3cret: of/the+client%";

  /** As it names itself. */
  public static final String ISSUER = "https://login.far.example";

  private final FarServer server = FarServer.start();
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final Map<String, String> access = new ConcurrentHashMap<>();
  private final Map<String, String> refresh = new ConcurrentHashMap<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Set<String> replayed = ConcurrentHashMap.newKeySet();
  private final Set<String> over = ConcurrentHashMap.newKeySet();
  private final AtomicInteger refreshed = new AtomicInteger();
  private volatile long lasts = 3_600;
  private volatile boolean refreshes = true;
  private volatile Said fault = Said.text("");
  private volatile Map<String, Object> more = Map.of();

  private FarProvider() {}

  /** One with nobody known to it yet. */
  public static FarProvider start() {
    FarProvider provider = new FarProvider();
    provider.server.does(provider::answer);
    return provider;
  }

  /** What registers it. */
  public Map<String, Object> body() {
    return Map.of(
        "name",
        "Far " + UUID.randomUUID(),
        "issuer",
        ISSUER,
        "authorization_endpoint",
        origin() + "/authorize?tenant=a",
        "token_endpoint",
        origin() + "/token",
        "revocation_endpoint",
        origin() + "/revoke",
        "client_id",
        CLIENT,
        "client_secret",
        SECRET,
        "scopes",
        List.of("calendar.read", "calendar.write"),
        "destinations",
        List.of(Map.of("origin", origin(), "path", "/api")));
  }

  /** Registers it; its id. */
  public String register() {
    return register(Map.of());
  }

  /** The same with other members; what is empty is left out. */
  public String register(Map<String, Object> other) {
    Map<String, Object> body = new HashMap<>(body());
    body.putAll(other);
    body.values().removeIf(""::equals);
    return Api.admin().body(body).post("/v1/providers").then().statusCode(201).extract().path("id");
  }

  /** A human says yes to what was asked; with what they are led back, as query parameters. */
  public Map<String, String> consent(String location) {
    Map<String, String> asked = query(URI.create(location));
    require(
        location.startsWith(origin() + "/authorize?tenant=a&")
            && "code".equals(asked.get("response_type"))
            && CLIENT.equals(asked.get("client_id"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("code_challenge", "").length() == 43
            && asked.getOrDefault("state", "").length() >= 43,
        "no request for authorization: " + location);
    String code = "code-" + UUID.randomUUID();
    codes.put(code, asked);
    return Map.of("code", code, "state", asked.getOrDefault("state", ""), "iss", ISSUER);
  }

  /** How long access tokens last from now on, in seconds. */
  public void lasting(long seconds) {
    lasts = seconds;
  }

  /** From now on there are no refresh tokens. */
  public void withoutRefresh() {
    refreshes = false;
  }

  /** From now on the token endpoint says just that; an empty text for what is right. */
  public void says(Said said) {
    fault = said;
  }

  /** From now on these are in what it says. */
  public void adds(Map<String, Object> members) {
    more = members;
  }

  /** All that it gave is dead from now on. */
  public void forgets() {
    refresh.values().forEach(over::add);
  }

  /** How often it gave other tokens for a refresh token. */
  public int refreshed() {
    return refreshed.get();
  }

  /** How many came to the token endpoint. */
  public long asked() {
    return server.came().stream().filter(came -> came.target().equals("/token")).count();
  }

  /** Whether somebody has shown it a refresh token that was used before. */
  public boolean wasReplayed() {
    return !replayed.isEmpty();
  }

  /** Whether all that it gave was given back. */
  public boolean hasBack() {
    return !refresh.isEmpty() && over.containsAll(refresh.values());
  }

  /** All tokens that it ever gave. */
  public List<String> secrets() {
    return Stream.concat(access.keySet().stream(), refresh.keySet().stream()).toList();
  }

  /** Where it is. */
  public String origin() {
    return server.origin();
  }

  private Said answer(Came came) {
    String path = URI.create(came.target()).getPath();
    return switch (path) {
      case "/token" -> fault.body().length() > 0 ? fault : token(came);
      case "/authorize" -> consented(came);
      case "/revoke" -> revoke(came);
      case "/api" -> api(came);
      default -> Said.of(404, Map.of(), "nothing");
    };
  }

  /** Whose browser comes here says yes. */
  private Said consented(Came came) {
    String asked = origin() + came.target();
    String back =
        consent(asked).entrySet().stream()
            .map(each -> each.getKey() + '=' + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    String to = query(URI.create(asked)).getOrDefault("redirect_uri", "");
    return Said.of(302, Map.of("Location", to + '?' + back), "");
  }

  private synchronized Said token(Came came) {
    Map<String, String> form = form(came.body());
    if (!isClient(came)) {
      return error(401, "invalid_client");
    }
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> code(form);
      case "refresh_token" -> again(form.getOrDefault("refresh_token", ""));
      default -> error(400, "unsupported_grant_type");
    };
  }

  private Said code(Map<String, String> form) {
    Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
    boolean fits =
        asked != null
            && asked.getOrDefault("redirect_uri", "").equals(form.get("redirect_uri"))
            && Sha256.thumbprint(form.getOrDefault("code_verifier", ""))
                .equals(asked.get("code_challenge"));
    return fits ? made(UUID.randomUUID().toString()) : error(400, "invalid_grant");
  }

  private Said again(String token) {
    String family = refresh.getOrDefault(token, "");
    if (!family.isEmpty() && !used.add(token)) {
      replayed.add(family);
      over.add(family);
    }
    if (family.isEmpty() || over.contains(family)) {
      return error(400, "invalid_grant");
    }
    refreshed.incrementAndGet();
    return made(family);
  }

  private Said made(String family) {
    JsonObject answer = new JsonObject();
    String token = "access-" + UUID.randomUUID();
    access.put(token, family);
    answer.put("access_token", token).put("token_type", "bearer").put("expires_in", lasts);
    if (refreshes) {
      String next = "refresh-" + UUID.randomUUID();
      refresh.put(next, family);
      answer.put("refresh_token", next);
    }
    more.forEach(answer::put);
    return Said.text(answer.encode());
  }

  private Said revoke(Came came) {
    String token = form(came.body()).getOrDefault("token", "");
    if (!isClient(came)) {
      return error(401, "invalid_client");
    }
    over.add(refresh.getOrDefault(token, "nobody's"));
    return Said.of(200, Map.of(), "");
  }

  /** Says what it was called with, as some do. */
  private Said api(Came came) {
    String shown = came.header("Authorization");
    String family = access.getOrDefault(shown.replaceFirst("^Bearer ", ""), "");
    return family.isEmpty() || over.contains(family)
        ? error(401, "invalid_token")
        : Said.text(new JsonObject().put("you", shown).put("ok", true).encode());
  }

  private static boolean isClient(Came came) {
    String pair = encoded(CLIENT) + ':' + encoded(SECRET);
    return came.header("Authorization")
        .equals(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static Said error(int status, String code) {
    return Said.of(
        status,
        Map.of("Content-Type", "application/json"),
        new JsonObject().put("error", code).encode());
  }

  /** The parameters of a URI. */
  public static Map<String, String> query(URI uri) {
    return form(uri.getRawQuery());
  }

  private static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    Arrays.stream(text.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .forEach(
            pair -> {
              String before = form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
              require(before == null, "twice: " + pair[0]);
            });
    return form;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
