package dev.avowry.ssf;

import dev.avowry.kernel.NodeId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which event goes to whom; plain Java. A stream never holds more than there is room for: what
 * comes after is not kept, and the stream is named as full.
 *
 * @param queued in the order in which it happened
 * @param full streams that have no room left
 * @param dropped how many events were not kept
 */
public record Fanout(List<Queued> queued, Set<StreamId> full, int dropped) {
  /**
   * A stream that takes events.
   *
   * @param delivered which
   * @param after up to which place in the ledger's tree nothing belongs to it
   * @param room how many more it may hold
   * @param removed of whom it does not want to hear, as far as that matters now
   */
  public record Open(
      StreamId id, Set<String> delivered, long after, long room, Set<NodeId> removed) {
    private boolean wants(Placed placed) {
      SecurityEvent event = placed.event();
      return placed.index() > after
          && delivered.contains(event.kind().uri())
          && event.about().filter(removed::contains).isEmpty();
    }
  }

  /**
   * An event and the place in the tree of the row that it comes from.
   *
   * @param index the row's place
   */
  public record Placed(long index, SecurityEvent event) {}

  /**
   * An event for one stream.
   *
   * @param stream whose
   * @param event what
   */
  public record Queued(StreamId stream, SecurityEvent event) {}

  static Fanout of(List<Open> streams, List<Placed> events) {
    List<Queued> queued = new ArrayList<>();
    Set<StreamId> full = new HashSet<>();
    int dropped = 0;
    for (Open stream : streams) {
      long room = stream.room();
      for (Placed placed : events) {
        if (stream.wants(placed)) {
          if (room > 0) {
            queued.add(new Queued(stream.id(), placed.event()));
            room--;
          } else {
            full.add(stream.id());
            dropped++;
          }
        }
      }
    }
    return new Fanout(queued, full, dropped);
  }
}
