package dev.avowry.revocation;

import dev.avowry.agent.Halt;
import dev.avowry.agent.NodeState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The state of what an order can be about, and how it came about.
 *
 * @param halts what keeps it suspended; something does exactly if it is
 * @param last the entry that brought it about; empty when none did
 * @param by who ordered it; empty when nobody did
 */
public record Status(NodeState state, Set<Halt> halts, Optional<Mark> last, Optional<Author> by) {
  /** As it was made. */
  public static final Status LIVE = new Status(NodeState.LIVE, Optional.empty(), Optional.empty());

  public Status {
    halts = Set.copyOf(halts);
  }

  /** Of what nothing but orders suspend. */
  public Status(NodeState state, Optional<Mark> last, Optional<Author> by) {
    this(state, state == NodeState.SUSPENDED ? Set.of(Halt.ORDER) : Set.of(), last, by);
  }

  /** What keeps it suspended once an order of this mode was carried out. */
  Set<Halt> haltsAfter(Mode mode, Halt halt) {
    Set<Halt> after = EnumSet.noneOf(Halt.class);
    after.addAll(halts);
    switch (mode) {
      case SUSPEND -> after.add(halt);
      case RESUME -> after.remove(halt);
      case REVOKE -> after.clear();
      case TIGHTEN -> {}
    }
    return after;
  }

  /** The same state with other halts: who stops it by an order is named before any other cause. */
  Status halted(Set<Halt> after, Order order) {
    boolean names = order.mode() == Mode.SUSPEND && order.halt() == Halt.ORDER;
    Optional<Author> author =
        names
            ? Optional.of(order.by().author(order.reason()))
            : by.map(it -> it.left(order, after));
    return new Status(state, after, last, author);
  }
}
