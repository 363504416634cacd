package dev.avowry.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Holds the issuer's stream open and takes from it what comes, on a thread that keeps no process
 * alive. When the stream ends, breaks, falls silent or says something that does not hold, it comes
 * again after a pause and goes on where it was.
 */
final class RevocationStream implements AutoCloseable {
  /** A heartbeat is due each second. */
  static final Duration SILENCE = Duration.ofSeconds(4);

  private final HttpClient client;
  private final URI uri;
  private final SignedEvents events;
  private final HeldRevocations held;
  private final Clock clock;
  private final Backoff backoff = new Backoff();
  private final Thread thread;
  private volatile boolean open;
  private volatile boolean closed;
  private volatile long heard;

  RevocationStream(
      HttpClient client, URI uri, SignedEvents events, HeldRevocations held, Clock clock) {
    this.client = client;
    this.uri = uri;
    this.events = events;
    this.held = held;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("avowry-revocation-stream").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Whether it has said something in the last seconds. */
  boolean isAlive() {
    return open && System.nanoTime() - heard < SILENCE.toNanos();
  }

  /** Gives up on a line from which nothing comes any more. */
  void cutIfSilent() {
    if (open && !isAlive()) {
      thread.interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    while (!closed) {
      try {
        listen();
      } catch (IOException | Refusal | Undecided | RuntimeException e) {
        // The list is polled meanwhile, and what is wrong with it shows there.
      } finally {
        open = false;
      }
      pause();
    }
  }

  private void pause() {
    try {
      // A line that was cut is no reason not to wait.
      var _ = Thread.interrupted();
      if (!closed) {
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException e) {
      // Closed, or cut once more: the loop knows which.
    }
  }

  private void listen() throws IOException, Refusal, Undecided {
    Instant started = clock.instant();
    try (InputStream body = connect()) {
      heard = System.nanoTime();
      open = true;
      EventLines lines = new EventLines(body, SignedList.LENGTH_MAX);
      Pulse pulse = new Pulse(started);
      for (var event = lines.next(); event.isPresent(); event = lines.next()) {
        apply(event.get(), started, pulse);
        heard = System.nanoTime();
        backoff.reset();
      }
    }
  }

  private InputStream connect() throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Fetch.PATIENCE)
            .header("Accept", "text/event-stream")
            .header("Cache-Control", "no-cache");
    held.known().ifPresent(list -> request.header("Last-Event-ID", Long.toString(list.seq())));
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      String type = response.headers().firstValue("Content-Type").orElse("");
      if (response.statusCode() != 200 || !type.startsWith("text/event-stream")) {
        response.body().close();
        throw new IOException(uri + " answered " + response.statusCode() + " " + type);
      }
      return response.body();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while asking for " + uri, e);
    }
  }

  private void apply(EventLines.Event event, Instant started, Pulse pulse)
      throws Refusal, Undecided {
    long received = System.nanoTime();
    switch (event.name()) {
      case "list" -> held.apply(event.data(), started);
      case "entry" -> take(events.entry(event.data()), received);
      case "heartbeat" -> take(events.heartbeat(event.data(), clock.instant()), pulse);
      default -> {
        // Something that a newer issuer says to newer verifiers.
      }
    }
  }

  private void take(SignedEvents.Next next, long received) throws Refusal {
    try {
      held.apply(next, received);
    } catch (Refusal refusal) {
      if (refusal.reason() != Reason.INCOMPLETE) {
        throw refusal;
      }
      // Something was missed: the list has it.
      held.refresh();
    }
  }

  private void take(SignedEvents.Heartbeat heartbeat, Pulse pulse) {
    Optional<Instant> earliest = pulse.earliest(heartbeat.at(), clock.instant());
    if (!held.confirm(heartbeat, earliest)) {
      held.refresh();
    }
  }
}
