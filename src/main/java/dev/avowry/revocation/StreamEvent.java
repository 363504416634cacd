package dev.avowry.revocation;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One or more events of the stream as they go out, rendered once for all readers; the form is that
 * of server-sent events (HTML Living Standard §9.2.6). What has an id has that of the highest entry
 * that its reader knows afterwards.
 *
 * @param bytes shared by all who are sent it; nobody changes or releases them
 */
public record StreamEvent(Buffer bytes) {
  /** Says nothing: a comment. */
  static final StreamEvent NOTHING = of(":");

  /** A whole list: whatever the reader had before, from here on it has this. */
  static StreamEvent list(PublishedList list) {
    return of("id: %d\nevent: list\ndata: ".formatted(list.head().seq()) + list.jwt());
  }

  /** An entry that follows the one before. */
  static StreamEvent entry(long seq, String jwt) {
    return of("id: %d\nevent: entry\ndata: ".formatted(seq) + jwt);
  }

  /** That nothing has come since. It has no id: who misses it misses nothing. */
  static StreamEvent heartbeat(String jwt) {
    return of("event: heartbeat\ndata: " + jwt);
  }

  /** Several as one write. */
  static StreamEvent all(List<StreamEvent> events) {
    if (events.size() == 1) {
      return events.getFirst();
    }
    Buffer bytes = Buffer.buffer();
    events.forEach(each -> bytes.appendBuffer(each.bytes));
    return new StreamEvent(bytes);
  }

  private static StreamEvent of(String text) {
    return new StreamEvent(Buffer.buffer((text + "\n\n").getBytes(StandardCharsets.US_ASCII)));
  }
}
