package dev.avowry.console;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The views that humans have kept, each their own. */
public interface SavedViewStore {
  /** Those of a human, by name. */
  Uni<List<SavedView>> of(NodeId human);

  /** Keeps a view in place of the one of that name; false when there are so many already. */
  Uni<Boolean> keep(SavedView view, int most);

  /** Forgets one; what is not there is forgotten already. */
  Uni<Void> forget(NodeId human, String name);
}
