package dev.avowry.token;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Resource servers as they are kept. */
public interface ResourceStore {
  /** All of them; there are as many as an organisation has services. */
  Uni<List<Resource>> all();

  /** Adds one, or replaces the one with the same URI, in the transaction that is under way. */
  Uni<Void> put(Resource resource);
}
