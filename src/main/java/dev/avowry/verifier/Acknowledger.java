package dev.avowry.verifier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tells the issuer up to which entry this verifier refuses, so that whoever revokes has it in
 * writing. One message at a time, the newest place only; what fails is said again.
 */
final class Acknowledger implements AutoCloseable {
  /** Deaths that come together are acknowledged together. */
  private static final Duration GATHERING = Duration.ofMillis(20);

  private final HttpClient client;
  private final URI uri;
  private final Supplier<String> accessToken;
  private final LongSupplier applied;
  private final Thread thread;
  private final Object news = new Object();
  private final Backoff backoff = new Backoff();
  private long acknowledged;
  private volatile boolean closed;

  /**
   * @param accessToken gives one for the issuer's own API that is alive, each time that it is asked
   * @param applied up to which entry tokens are refused and all that lived by them has ended
   */
  Acknowledger(HttpClient client, URI uri, Supplier<String> accessToken, LongSupplier applied) {
    this.client = client;
    this.uri = uri;
    this.accessToken = accessToken;
    this.applied = applied;
    this.thread = Thread.ofVirtual().name("avowry-acknowledgements").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Something was applied. */
  void wake() {
    synchronized (news) {
      news.notifyAll();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        long place = awaitNews();
        if (acknowledge(place)) {
          acknowledged = place;
          backoff.reset();
          Thread.sleep(GATHERING);
        } else {
          Thread.sleep(backoff.next());
        }
      }
    } catch (InterruptedException e) {
      // Closed: what was not said before is not said any more.
      Thread.currentThread().interrupt();
    }
  }

  private long awaitNews() throws InterruptedException {
    synchronized (news) {
      long place = applied.getAsLong();
      while (place <= acknowledged) {
        news.wait();
        place = applied.getAsLong();
      }
      return place;
    }
  }

  private boolean acknowledge(long place) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(Fetch.PATIENCE)
              .header("Content-Type", "application/json")
              .header("Authorization", "Bearer " + accessToken.get())
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"seq\":" + place + "}", StandardCharsets.UTF_8))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
