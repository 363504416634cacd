package dev.avowry.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads server-sent events, as a browser would. */
public final class EventReader implements AutoCloseable {
  private static final Received END = new Received("end", "", "");

  private final HttpClient client;
  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Received> events = new LinkedBlockingQueue<>();

  /**
   * One event.
   *
   * @param id empty if it has none
   */
  public record Received(String event, String id, String data) {}

  private EventReader(HttpClient client, HttpResponse<InputStream> response) {
    this.client = client;
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /** Begins to read, whatever the status of the answer is. */
  public static EventReader open(URI uri, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
    headers.forEach(request::header);
    return new EventReader(
        client, client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
  }

  /** The answer's status. */
  public int status() {
    return response.statusCode();
  }

  /** The first value of a header; empty when it is absent. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event of that name within the time; those of other names are passed over. */
  public Received next(String event, Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      Received next = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError("no " + event + " within " + longest);
      }
      if (next.event().equals(event)) {
        return next;
      }
      if (next.event().equals("end")) {
        throw new AssertionError("the stream ended before there was a " + event);
      }
    }
  }

  /** Waits until the other side has ended the stream in order. */
  public void awaitEnd(Duration longest) throws InterruptedException {
    Received end = next("end", longest);
    if (!end.equals(END)) {
      throw new AssertionError("the stream broke off: " + end.data());
    }
  }

  /** Whether an event of that name comes within the time. */
  public boolean comes(String event, Duration within) throws InterruptedException {
    try {
      return next(event, within).event().equals(event);
    } catch (AssertionError none) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String event = "";
      String id = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          event = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !event.isEmpty()) {
          events.add(new Received(event, id, data));
          event = "";
          id = "";
        }
      }
      events.add(END);
    } catch (IOException broken) {
      events.add(new Received("end", "", String.valueOf(broken)));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
