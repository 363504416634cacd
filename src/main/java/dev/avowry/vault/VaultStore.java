package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what is sealed and who may have it, in the transaction that is under way. */
public interface VaultStore {
  /** Adds a secret with its first version. */
  Uni<Void> add(Secret secret, Version first);

  /** Adds a folder. */
  Uni<Void> add(Folder folder);

  /** Adds somebody's access. */
  Uni<Void> add(Access access);

  /** Keeps others from importing for the owner until the transaction ends. */
  Uni<Void> lockNames(NodeId owner);

  /** Those of the names that secrets of the owner have which were not removed. */
  Uni<Set<String>> named(NodeId owner, Set<String> names);

  /**
   * The number of the present version, which nobody else replaces until the transaction ends; empty
   * when there is no such secret any more.
   */
  Uni<Optional<Integer>> lock(NodeId secret);

  /** Puts a version in the place of the present one, against which nobody has said anything. */
  Uni<Void> replace(NodeId secret, Version next);

  /** Says something else of a secret. */
  Uni<Void> put(NodeId secret, About about, Instant at);

  /**
   * A secret was replaced: when it is to be again. A day that is still to come stays.
   *
   * @param next in place of whatever was said; empty when nothing follows by itself
   */
  Uni<Void> rotated(NodeId secret, Optional<Instant> next, Instant at);

  /** Notes what an agent says against the present version. */
  Uni<Void> put(NodeId secret, Secret.Report report);

  /** Secrets that were revoked, or their folder was, and of which something is sealed still. */
  Uni<List<NodeId>> revokedAndSealed(int most);

  /**
   * Destroys what is sealed of every version, and of what was to follow; how many there were that
   * still had something.
   */
  Uni<Integer> destroy(NodeId secret);
}
