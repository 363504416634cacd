package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an import comes to, item by item, in the order in which they were sent. */
public record Import(List<Item> items) {
  public Import {
    items = List.copyOf(items);
  }

  /** What becomes of an item. */
  public enum State {
    /** It is kept, or would be. */
    NEW,
    /** It is the same as one above it. */
    DUPLICATE,
    /** The owner has a secret of that name; it stays as it is. */
    EXISTS,
    /** It has nothing that is kept here. */
    EMPTY
  }

  /**
   * An item.
   *
   * @param place where in what was sent it is
   * @param secret as what it was kept; empty when it was not, or not yet
   * @param fingerprints of its fields, by which the same value is known again
   * @param reused the fields of which the value stands in another item as well
   * @param leftOut what it has besides, which is not kept with it
   */
  public record Item(
      String place,
      String name,
      SecretType type,
      State state,
      Optional<NodeId> secret,
      Map<String, String> fingerprints,
      Set<String> reused,
      List<String> leftOut) {
    public Item {
      fingerprints = Map.copyOf(fingerprints);
      reused = Set.copyOf(reused);
      leftOut = List.copyOf(leftOut);
    }

    Item keptAs(NodeId id) {
      return new Item(place, name, type, state, Optional.of(id), fingerprints, reused, leftOut);
    }
  }

  /** How many are new. */
  public long fresh() {
    return items.stream().filter(item -> item.state() == State.NEW).count();
  }
}
