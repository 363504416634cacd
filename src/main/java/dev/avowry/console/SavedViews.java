package dev.avowry.console;

import dev.avowry.agent.AgentFilter;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Nobody sees or changes the views of another. */
@ApplicationScoped
public class SavedViews {
  private static final int MOST = 30;
  private static final int LONGEST_QUERY = 1_000;

  /** RFC 3986 §3.4: what can stand behind the question mark of an address. */
  private static final Pattern QUERY =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");

  private final SavedViewStore store;

  SavedViews(SavedViewStore store) {
    this.store = store;
  }

  /** Those of a human, by name. */
  public Uni<List<SavedView>> of(NodeId human) {
    return store.of(human);
  }

  /** Keeps a view in place of the one of that name; refused when there are too many. */
  public Uni<Void> keep(SavedView view) {
    requireName(view.name());
    require(view.query().length() <= LONGEST_QUERY, "the filter is too long to be kept");
    require(QUERY.matcher(view.query()).matches(), "the filter is no query of an address");
    return store
        .keep(view, MOST)
        .invoke(kept -> require(kept, "there are " + MOST + " views already: forget one first"))
        .replaceWithVoid();
  }

  /** Forgets one. */
  public Uni<Void> forget(NodeId human, String name) {
    return store.forget(human, name);
  }

  /** By the rules for a part of a name, and not empty. */
  private static void requireName(String name) {
    require(!name.isBlank(), "the view needs a name");
    new AgentFilter(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(name));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
