package dev.avowry.vouching.http;

import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.SignInConfig;
import dev.avowry.vouching.Answer;
import dev.avowry.vouching.AnswerReader;
import dev.avowry.vouching.Pledge;
import dev.avowry.vouching.ProviderLine;
import dev.avowry.web.http.GuardedClient;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks token endpoints, RFC 6749 §6. Where a provider is the operator has said: it may be within
 * the enterprise, so that the guard for addresses that others give does not stand here. No redirect
 * is followed, and nothing goes without TLS where the issuer has it.
 */
@ApplicationScoped
class TokenEndpoints implements ProviderLine {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int CONNECTIONS = 4;
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int OK = 200;
  private static final String METADATA = "/.well-known/openid-configuration";

  /** For how long what a provider says of itself is good. */
  private static final Duration KNOWN = Duration.ofMinutes(10);

  private final SignInConfig config;
  private final Clock clock;
  private final HttpClient client;
  private final Map<String, Found> found = new ConcurrentHashMap<>();

  TokenEndpoints(Vertx vertx, SignInConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(CONNECTIONS)
                .setConnectTimeout((int) TIMEOUT.toMillis())
                .setMaxHeaderSize(LONGEST_HEADER)
                .setVerifyHost(true)
                .setTrustAll(false));
  }

  /** Where a provider's token endpoint is, and until when that is not asked again. */
  private record Found(URI endpoint, Instant until) {}

  /** What fails before the token has left decides nothing, and leaves no doubt about the token. */
  @Override
  public Uni<Answer> ask(Pledge pledge, SecretBytes token) {
    SignInConfig.Provider provider =
        Optional.ofNullable(config.providers().get(pledge.provider())).orElseThrow();
    return endpoint(pledge.provider(), provider)
        .chain(endpoint -> open(HttpMethod.POST, endpoint))
        .map(Optional::of)
        .onFailure()
        .recoverWithItem(Optional::empty)
        .chain(
            request ->
                request
                    .map(it -> ask(it, pledge, token, provider))
                    .orElseGet(
                        () ->
                            Uni.createFrom()
                                .item(new Answer.Unclear("it was not reached", false))));
  }

  private static Uni<Answer> ask(
      HttpClientRequest request, Pledge pledge, SecretBytes token, SignInConfig.Provider provider) {
    return request
        .putHeader("Authorization", "Basic " + credentials(provider))
        .putHeader("Content-Type", "application/x-www-form-urlencoded")
        .putHeader("Accept", "application/json")
        .send("grant_type=refresh_token&refresh_token=" + encoded(text(token)))
        .chain(
            response ->
                body(response)
                    .map(
                        body ->
                            AnswerReader.read(
                                response.statusCode(), body, pledge.subject(), provider.issuer())))
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .onFailure()
        .recoverWithItem(broken -> brokenOff(request, broken));
  }

  private static Answer brokenOff(HttpClientRequest request, Throwable broken) {
    request.reset();
    return new Answer.Unclear("it broke off: " + broken.getClass().getSimpleName(), true);
  }

  /** OpenID Connect Discovery §4.3: metadata speak for the issuer whom they name. */
  private Uni<URI> endpoint(String name, SignInConfig.Provider provider) {
    return Optional.ofNullable(found.get(name))
        .filter(it -> it.until().isAfter(clock.instant()))
        .map(it -> Uni.createFrom().item(it.endpoint()))
        .orElseGet(() -> find(name, provider));
  }

  private Uni<URI> find(String name, SignInConfig.Provider provider) {
    return open(HttpMethod.GET, URI.create(withoutSlash(provider.issuer()) + METADATA))
        .chain(TokenEndpoints::metadata)
        .map(metadata -> endpoint(metadata, provider))
        .invoke(endpoint -> found.put(name, new Found(endpoint, clock.instant().plus(KNOWN))));
  }

  private static Uni<JsonObject> metadata(HttpClientRequest request) {
    return request
        .putHeader("Accept", "application/json")
        .send()
        .chain(TokenEndpoints::metadata)
        .ifNoItem()
        .after(TIMEOUT)
        .fail()
        .onFailure()
        .invoke(() -> request.reset());
  }

  private static Uni<JsonObject> metadata(HttpClientResponse response) {
    return response.statusCode() == OK
        ? body(response).map(JsonObject::new)
        : Uni.createFrom().failure(new IllegalStateException("status " + response.statusCode()));
  }

  private static URI endpoint(JsonObject metadata, SignInConfig.Provider provider) {
    URI issuer = URI.create(provider.issuer());
    URI endpoint = URI.create(metadata.getString("token_endpoint", ""));
    boolean theirs =
        withoutSlash(metadata.getString("issuer", "")).equals(withoutSlash(provider.issuer()));
    boolean secure = "https".equals(endpoint.getScheme()) || "http".equals(issuer.getScheme());
    if (!theirs || !secure || endpoint.getHost() == null) {
      throw new IllegalStateException("metadata that are not the provider's");
    }
    return endpoint;
  }

  private Uni<HttpClientRequest> open(HttpMethod method, URI address) {
    return client.request(
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(address.toString())
            .setFollowRedirects(false)
            .setTimeout(TIMEOUT.toMillis()));
  }

  private static Uni<String> body(HttpClientResponse response) {
    return GuardedClient.body(response, LONGEST_ANSWER)
        .map(body -> body.toString(StandardCharsets.UTF_8));
  }

  /** As at the sign-in, where it is known to be taken: RFC 6749 §2.3.1 would encode both before. */
  private static String credentials(SignInConfig.Provider provider) {
    String pair = provider.clientId() + ':' + provider.clientSecret();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(SecretBytes secret) {
    return new String(secret.exposeSecret(), StandardCharsets.UTF_8);
  }

  private static String withoutSlash(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }
}
