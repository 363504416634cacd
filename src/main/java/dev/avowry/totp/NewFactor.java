package dev.avowry.totp;

import dev.avowry.kernel.NodeId;
import dev.avowry.vault.About;
import dev.avowry.vault.Bindings;
import dev.avowry.vault.NewSecret;
import java.util.Optional;

/**
 * A second factor that is to be kept.
 *
 * @param owner whose it is to be; empty for the caller's own
 * @param folder where it is to be; empty for nowhere in particular
 */
public record NewFactor(Optional<NodeId> owner, Optional<NodeId> folder, About about, Setup setup) {
  NewSecret toSecret(Factor factor) {
    return new NewSecret(owner, folder, factor.type(), about, factor.toFields(), Bindings.NONE);
  }
}
