package dev.avowry.provisioning;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.ProvisionerId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Systems that tell of people, as they are kept. */
public interface ProvisionerStore {
  /** Keeps one, in the transaction that is under way. */
  Uni<Void> add(Provisioner made, SecretHash hash, String actor);

  /** The one with this token that was not let out. Outside of any transaction. */
  Uni<Optional<Provisioner>> admit(SecretHash hash);

  /** All of them, the oldest first; an organisation has a handful. Outside of any transaction. */
  Uni<List<Provisioner>> all();

  /**
   * Keeps another token for one, in the transaction that is under way; empty when there is none, or
   * it was let out.
   */
  Uni<Optional<Provisioner>> replaceToken(ProvisionerId id, SecretHash hash);

  /** Lets one out, in the transaction that is under way; false when it is none, or was before. */
  Uni<Boolean> revoke(ProvisionerId id, Instant now);
}
