package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import java.util.Optional;

/**
 * Something that is to be kept.
 *
 * @param owner whose it is to be; empty for the caller's own
 * @param folder where it is to be; empty for nowhere in particular
 * @param bindings where it may be sent, and how
 */
public record NewSecret(
    Optional<NodeId> owner,
    Optional<NodeId> folder,
    SecretType type,
    About about,
    SecretFields fields,
    Bindings bindings) {
  public NewSecret {
    bindings.requireFor(fields);
  }
}
