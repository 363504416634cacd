package dev.avowry.revocation.http;

import dev.avowry.revocation.StreamEvent;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The readers whose connections belong to one event loop: an event is handed over once for all of
 * them. All but the handing over happens on that loop.
 */
final class Loop {
  private final Context context;
  private final Consumer<Reader> tooSlow;
  private final Set<Reader> readers = new HashSet<>();

  /**
   * @param tooSlow told of each reader that was left behind
   */
  Loop(Context context, Consumer<Reader> tooSlow) {
    this.context = context;
    this.tooSlow = tooSlow;
  }

  /** Adds a reader after what was told before, and before what is told next. */
  void add(Reader reader, List<StreamEvent> first) {
    context.runOnContext(
        any -> {
          if (!reader.isGone()) {
            reader.sendFirst(first);
            readers.add(reader);
          }
        });
  }

  void remove(Reader reader) {
    context.runOnContext(any -> readers.remove(reader));
  }

  void tell(StreamEvent event) {
    context.runOnContext(any -> send(event));
  }

  void endAfter(Duration duration, Reader reader) {
    context.owner().setTimer(duration.toMillis(), any -> context.runOnContext(now -> reader.end()));
  }

  void endAll() {
    context.runOnContext(any -> List.copyOf(readers).forEach(Reader::end));
  }

  private void send(StreamEvent event) {
    List<Reader> slow = new ArrayList<>();
    for (Reader reader : readers) {
      if (!reader.send(event)) {
        slow.add(reader);
      }
    }
    slow.forEach(readers::remove);
    slow.forEach(tooSlow);
  }
}
