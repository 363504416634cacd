package dev.avowry.mcp.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a caller has open here: it carries nothing that their next token would not say anew. */
final class Session {
  /** A client has one open; another may come before the server has noticed that the first went. */
  private static final int MOST_STREAMS = 2;

  private final String connection;
  private final Owner owner;
  private final List<Stream> streams = new ArrayList<>();
  private volatile Instant usedAt;
  private boolean closed;

  /** To whom a session belongs, whichever of their tokens they show. */
  record Owner(NodeId subject, NodeId actor, NodeId node) {
    static Owner of(Caller by) {
      return new Owner(by.subject(), by.actor(), by.node());
    }
  }

  Session(String connection, Caller by, Instant now) {
    this.connection = connection;
    this.owner = Owner.of(by);
    this.usedAt = now;
  }

  String connection() {
    return connection;
  }

  boolean isOf(Owner who) {
    return owner.equals(who);
  }

  Instant usedAt() {
    return usedAt;
  }

  void use(Instant now) {
    usedAt = now;
  }

  /** One more stream; ended at once when the session already is. */
  synchronized void add(Stream stream) {
    if (closed) {
      stream.end();
      return;
    }
    while (streams.size() >= MOST_STREAMS) {
      streams.removeFirst().end();
    }
    streams.add(stream);
  }

  synchronized void remove(Stream stream) {
    streams.remove(stream);
  }

  synchronized boolean hasStreams() {
    return !streams.isEmpty();
  }

  /** Ends all that is open. */
  synchronized void close() {
    closed = true;
    streams.forEach(Stream::end);
    streams.clear();
  }
}
