package dev.avowry.vault;

import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import io.smallrye.mutiny.Uni;

/** Who was given what in plaintext, as the ledger has it. */
public interface Exposures {
  /**
   * The secrets that were given with an id on the path, by that access or as that secret, in the
   * order of their ids.
   *
   * @param id of a node, credential, token or access
   * @param open whether only those are wanted of which something is left to do
   */
  Uni<Page<Exposure>> of(String id, boolean open, PageRequest page);
}
