package dev.avowry.vault;

import dev.avowry.agent.Lineage;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what others have exported, all of it or none. Asked for again it keeps nothing twice: what
 * the owner has a secret of that name for stays as it is.
 *
 * <p>Refused with {@link Reason#INVALID_REQUEST} when any of it cannot be read or kept, by its
 * place and without its words, which could be the secret.
 */
@ApplicationScoped
public class Imports {
  private static final int MOST = 200;

  private final Keepers keepers;
  private final ImportWriter writer;
  private final Fingerprints fingerprints;

  Imports(Keepers keepers, ImportWriter writer, Fingerprints fingerprints) {
    this.keepers = keepers;
    this.writer = writer;
    this.fingerprints = fingerprints;
  }

  /**
   * What is to be imported.
   *
   * @param owner whose it is to be; empty for the caller's own
   * @param folder where it is to be; empty for nowhere in particular
   */
  public record Asked(
      ImportFormat format, String content, Optional<NodeId> owner, Optional<NodeId> folder) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "Asked[format=%s]".formatted(format);
    }
  }

  /**
   * Keeps it.
   *
   * @param dry whether only to say what would become of it
   */
  public Uni<Import> carryOut(Asked asked, boolean dry, Caller by) {
    List<ImportItem> items = asked.format().read(asked.content());
    if (items.isEmpty() || items.size() > MOST) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "an import is of 1 to %d secrets".formatted(MOST));
    }
    return keepers
        .owner(asked.owner(), by)
        .call(
            () ->
                asked
                    .folder()
                    .<Uni<?>>map(folder -> keepers.folder(folder, by))
                    .orElseGet(() -> Uni.createFrom().voidItem()))
        .chain(owner -> carryOut(plan(items, owner), asked, dry, owner, by));
  }

  private ImportPlan plan(List<ImportItem> items, Lineage owner) {
    return new ImportPlan(items, owner.node().id(), fingerprints);
  }

  private Uni<Import> carryOut(
      ImportPlan plan, Asked asked, boolean dry, Lineage owner, Caller by) {
    return dry
        ? writer.look(plan, owner)
        : writer.keep(plan, new ImportWriter.Into(owner, asked.folder()), by);
  }
}
