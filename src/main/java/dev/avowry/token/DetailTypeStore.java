package dev.avowry.token;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Types of authorization details as they are kept. */
public interface DetailTypeStore {
  /** All of them; there are as many as resource servers have invented. */
  Uni<List<DetailType>> all();

  /**
   * Adds one, or replaces the one of that name, in the transaction that is under way; false when
   * another resource server has that name.
   */
  Uni<Boolean> put(DetailType type);
}
