package dev.avowry.revocation.http;

import dev.avowry.revocation.StreamEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** One who reads the stream. Belongs to the event loop of its connection. */
final class Reader {
  /**
   * How much may wait for a reader beyond what it was sent first: some hundred heartbeats. What the
   * kernel holds for it comes on top.
   */
  private static final int LONGEST_QUEUE = 64 * 1024;

  /** How long a browser waits before it comes again, in milliseconds. */
  private static final String RETRY = "retry: 1000\n\n";

  private final HttpServerResponse response;

  Reader(HttpServerResponse response) {
    this.response = response;
  }

  /** Sends the headers, so that the reader knows that it was let in. */
  void begin() {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        // Otherwise nginx would gather events before it passes them on.
        .putHeader("X-Accel-Buffering", "no")
        .write(RETRY);
  }

  /** What a list has of length is not held against its reader. */
  void sendFirst(List<StreamEvent> events) {
    int length = events.stream().mapToInt(event -> event.bytes().length()).sum();
    response.setWriteQueueMaxSize(LONGEST_QUEUE + length);
    events.forEach(event -> response.write(event.bytes()));
  }

  /** Whether there is nobody any more who could read. */
  boolean isGone() {
    return response.ended() || response.closed();
  }

  /** False if the reader is too slow to be sent anything more. */
  boolean send(StreamEvent event) {
    if (isGone()) {
      return true;
    }
    if (response.writeQueueFull()) {
      return false;
    }
    response.write(event.bytes());
    return true;
  }

  /** Ends in order: the reader may come again, here or elsewhere, and go on where it was. */
  void end() {
    if (!isGone()) {
      response.end();
    }
  }

  /** Ends without an end, and forgets what waits. */
  void drop() {
    response.reset();
  }
}
