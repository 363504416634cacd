package dev.avowry.verifier;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.avowry.testing.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An issuer on this machine: signs tokens and lists, serves its keys and its list, can be cut off.
 */
final class TestIssuer implements AutoCloseable {
  static final String AUDIENCE = "https://files.example";
  static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  static final Duration LIST_LIFETIME = Duration.ofMinutes(5);
  static final TestKey KEY = TestKey.es256("main");

  final TestClock clock = new TestClock(START);
  final AtomicInteger listRequests = new AtomicInteger();
  final AtomicInteger unchanged = new AtomicInteger();
  final AtomicInteger keyRequests = new AtomicInteger();
  final List<Entry> entries = new ArrayList<>();
  final BlockingQueue<String> queries = new LinkedBlockingQueue<>();
  final BlockingQueue<String> resumed = new LinkedBlockingQueue<>();
  final BlockingQueue<String> acknowledged = new LinkedBlockingQueue<>();

  private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile List<TestKey> keys = List.of(KEY);
  private volatile String served = "";
  private volatile int status = 200;
  private volatile boolean stubborn;
  private volatile boolean streaming;
  private volatile String age = "0";
  private volatile Duration delay = Duration.ZERO;

  TestIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/revocations", this::answerList);
    server.createContext("/revocations/stream", this::answerStream);
    server.createContext("/revocations/acks", this::answerAcknowledgement);
    server.createContext("/jwks", this::answerKeys);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    serve(list());
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  VerifierBuilder verifier() {
    return Verifier.of(uri()).clock(clock);
  }

  /** A token of sponsor, parent and agent that is alive. */
  TestJws token() {
    Instant now = clock.instant();
    return new TestJws(
        "at+jwt",
        KEY,
        Map.ofEntries(
            Map.entry("iss", uri()),
            Map.entry("sub", "alice"),
            Map.entry("aud", AUDIENCE),
            Map.entry("client_id", "agent-1"),
            Map.entry("scope", "files.read files.list"),
            Map.entry("jti", "token-1"),
            Map.entry("sponsor", "alice"),
            Map.entry("iat", now.getEpochSecond()),
            Map.entry("exp", now.plusSeconds(300).getEpochSecond()),
            Map.entry("status", lineage(entries.size(), "sponsor", "parent", "agent"))));
  }

  Map<String, Object> lineage(long fence, String... path) {
    return Map.of(
        "lineage", Map.of("uri", uri() + "/revocations", "path", List.of(path), "seq", fence));
  }

  /** The present list, issued now. */
  TestJws list() {
    return list(1);
  }

  /** The present list without what is below {@code from}. */
  TestJws list(long from) {
    Instant now = clock.instant();
    return new TestJws(
        "revocations+jwt",
        KEY,
        Map.of(
            "iss", uri(),
            "iat", now.getEpochSecond(),
            "exp", now.plus(LIST_LIFETIME).getEpochSecond(),
            "seq", entries.size(),
            "from", from,
            "entries",
                entries.stream()
                    .filter(entry -> entry.seq() >= from)
                    .map(TestIssuer::line)
                    .toList()));
  }

  /** What the present list has after an entry. */
  TestJws end(long since) {
    return list(since + 1).claim("since", since);
  }

  /** The event of the stream that tells of the entry. */
  TestJws next(Entry entry) {
    return new TestJws("revocation-entry+jwt", KEY, line(entry))
        .claim("iss", uri())
        .claim("prev", entry.seq() - 1);
  }

  /** That there is no other entry now. */
  TestJws heartbeat() {
    Instant now = clock.instant();
    return new TestJws(
        "revocation-heartbeat+jwt",
        KEY,
        Map.of(
            "iss", uri(),
            "iat", now.getEpochSecond(),
            "ms", now.toEpochMilli(),
            "exp", now.plus(LIST_LIFETIME).getEpochSecond(),
            "seq", entries.size()));
  }

  /** From now on there is a stream; who is on it sees what is sent. */
  void stream() {
    streaming = true;
  }

  /** Waits until so many streams are held open. */
  void awaitStreams(int count) throws Exception {
    Eventually.within(Duration.ofSeconds(10), "streams", () -> streams.size() == count);
  }

  void send(String event, TestJws jws) {
    send("event: %s\ndata: %s\n\n".formatted(event, jws.sign()));
  }

  void send(String text) {
    streams.removeIf(stream -> !takes(stream, text));
  }

  private static boolean takes(OutputStream stream, String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.flush();
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Ends every stream in order. */
  void endStreams() throws IOException {
    List<OutputStream> open = List.copyOf(streams);
    streams.clear();
    for (OutputStream each : open) {
      each.close();
    }
  }

  static Map<String, Object> line(Entry entry) {
    return Map.of(
        "seq", entry.seq(),
        "id", entry.id(),
        "at", entry.at().getEpochSecond(),
        "until", entry.until().getEpochSecond());
  }

  /** Revokes and serves the new list. */
  Entry revoke(String id) {
    Instant now = clock.instant();
    Entry entry = new Entry(entries.size() + 1L, id, now, now.plusSeconds(910));
    entries.add(entry);
    serve(list());
    return entry;
  }

  void serve(TestJws list) {
    served = list.sign();
  }

  void serve(String body) {
    served = body;
  }

  void publish(TestKey... published) {
    keys = List.of(published);
  }

  /** Answers everything with this status. */
  void answer(int code) {
    status = code;
  }

  /** Answers 304 to every conditional request. */
  void insistOnUnchanged() {
    stubborn = true;
  }

  /** Says of every list that it was last known to be true so many seconds ago. */
  void age(String seconds) {
    age = seconds;
  }

  /** Sends headers at once and the body so much later. */
  void delay(Duration by) {
    delay = by;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static String jwks(TestKey... keys) {
    return JSONObjectUtils.toJSONString(
        Map.of("keys", List.of(keys).stream().map(TestKey::jwk).toList()));
  }

  private void answerKeys(HttpExchange exchange) throws IOException {
    keyRequests.incrementAndGet();
    answer(exchange, status, jwks(keys.toArray(TestKey[]::new)));
  }

  private void answerStream(HttpExchange exchange) throws IOException {
    if (!streaming) {
      answer(exchange, 404, "");
      return;
    }
    String last = String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(": hello\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    streams.add(exchange.getResponseBody());
    resumed.add(last);
  }

  private void answerAcknowledgement(HttpExchange exchange) throws IOException {
    int decided = status;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    acknowledged.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
    answer(exchange, decided, "");
  }

  private void answerList(HttpExchange exchange) throws IOException {
    listRequests.incrementAndGet();
    queries.add(String.valueOf(exchange.getRequestURI().getQuery()));
    String body = served;
    String etag = "\"" + body.hashCode() + "\"";
    String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
    exchange.getResponseHeaders().set("ETag", etag);
    exchange.getResponseHeaders().set("Age", age);
    if (status == 200 && condition != null && (stubborn || Objects.equals(condition, etag))) {
      unchanged.incrementAndGet();
      answer(exchange, 304, "");
    } else {
      answer(exchange, status, body);
    }
  }

  private void answer(HttpExchange exchange, int code, String body) throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().flush();
      Thread.sleep(delay);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
