package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is kept, for those who look at it: nothing here is secret. */
public interface Catalogue {
  /**
   * Which secrets are wanted.
   *
   * @param name a part of their names, in any case
   */
  record Filter(
      Optional<NodeId> folder,
      Optional<SecretType> type,
      Optional<String> tag,
      Optional<String> name) {}

  /** The secret, if the caller looks after it or may have it; removed ones too. */
  Uni<Optional<Secret>> secret(NodeId id, Caller by, Instant now);

  /** Those that the caller looks after or may have, by time of making, without the removed. */
  Uni<Page<Secret>> secrets(Filter filter, Caller by, Instant now, PageRequest page);

  /** The folder, whoever looks after it. */
  Uni<Optional<Folder>> folder(NodeId id);

  /** The folders that the caller looks after, by time of making, without the removed. */
  Uni<Page<Folder>> folders(Caller by, PageRequest page);

  /** The versions of a secret, latest first, of which nothing secret is read. */
  Uni<List<Version>> versions(NodeId secret);

  /** Who may have the secret or folder, latest first, without what was taken away. */
  Uni<Page<Access>> accesses(NodeId thing, PageRequest page);

  /** Whether that is an access to the secret or folder. */
  Uni<Boolean> isOf(NodeId thing, NodeId access);
}
