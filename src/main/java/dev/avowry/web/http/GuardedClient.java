package dev.avowry.web.http;

import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

/**
 * Connects to the very address that was found to be public, checks the certificate against the
 * name, and follows no redirect: the way out to addresses that others have given.
 */
public final class GuardedClient {
  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;

  private final Vertx vertx;
  private final EndpointRule rule;
  private final Duration timeout;
  private final HttpClient client;

  /**
   * A client of its own.
   *
   * @param timeout how long a connection and each answer may take
   * @param connections to one address at the most
   * @param longestHeader bytes of an answer's headers
   */
  public GuardedClient(
      Vertx vertx, EndpointRule rule, Duration timeout, int connections, int longestHeader) {
    this.vertx = vertx;
    this.rule = rule;
    this.timeout = timeout;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setConnectTimeout((int) timeout.toMillis())
                .setMaxHeaderSize(longestHeader)
                .setVerifyHost(true)
                .setTrustAll(false));
  }

  /** The name leads to no address that may be connected to. */
  public static final class NotPublic extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPublic() {
      super("its name leads to no public address");
    }
  }

  /** An address to connect to; fails with {@link NotPublic} when there is none. */
  public Uni<InetAddress> choose(URI endpoint) {
    return vertx
        .executeBlocking(() -> rule.choose(endpoint), false)
        .map(found -> found.orElseThrow(NotPublic::new));
  }

  /** A {@code POST} to the endpoint at that address, to be completed and sent. */
  public Uni<HttpClientRequest> post(URI endpoint, InetAddress address) {
    return request(HttpMethod.POST, endpoint, address);
  }

  /** A {@code GET} from the endpoint at that address, to be completed and sent. */
  public Uni<HttpClientRequest> get(URI endpoint, InetAddress address) {
    return request(HttpMethod.GET, endpoint, address);
  }

  /** A request to the endpoint at that address, to be completed and sent. */
  public Uni<HttpClientRequest> request(HttpMethod method, URI endpoint, InetAddress address) {
    boolean secure = EndpointRule.isSecure(endpoint);
    int usual = secure ? TLS_PORT : PLAIN_PORT;
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : usual;
    return client.request(
        new RequestOptions()
            .setMethod(method)
            .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
            .setHost(endpoint.getHost())
            .setPort(port)
            .setSsl(secure)
            .setURI(target(endpoint))
            .setFollowRedirects(false)
            .setTimeout(timeout.toMillis()));
  }

  /** The whole of an answer's body; fails with what is longer. */
  public static Uni<Buffer> body(HttpClientResponse response, int longest) {
    return response
        .toMulti()
        .onItem()
        .scan(Buffer::buffer, (all, part) -> all.appendBuffer(part.getDelegate()))
        .invoke(
            all -> {
              if (all.length() > longest) {
                throw new IllegalStateException("the answer is too long");
              }
            })
        .collect()
        .last();
  }

  private static String target(URI endpoint) {
    String path = endpoint.getRawPath().isEmpty() ? "/" : endpoint.getRawPath();
    return endpoint.getRawQuery() == null ? path : path + "?" + endpoint.getRawQuery();
  }
}
