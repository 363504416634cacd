package dev.avowry.vault;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Who looks after what is kept: whoever reaches its owner. What is not theirs is refused as if it
 * were not there.
 */
@ApplicationScoped
class Keepers {
  private static final Set<NodeKind> OWNERS = Set.of(NodeKind.SPONSOR, NodeKind.AGENT);

  private final Catalogue catalogue;
  private final Directory directory;
  private final Clock clock;

  Keepers(Catalogue catalogue, Directory directory, Clock clock) {
    this.catalogue = catalogue;
    this.directory = directory;
    this.clock = clock;
  }

  /** Whose something new is to be: the caller's, unless somebody is named whom they act for. */
  Uni<Lineage> owner(Optional<NodeId> named, Caller by) {
    return directory
        .lineage(named.orElse(by.node()))
        .map(
            found ->
                found
                    .filter(lineage -> by.reaches(lineage.ids()))
                    .filter(lineage -> OWNERS.contains(lineage.node().kind()))
                    .orElseThrow(
                        () ->
                            Refusal.refused(
                                Reason.INVALID_REQUEST,
                                "owner is no sponsor or agent that is yours to act for")));
  }

  /** A secret that the caller may know of: they look after it, or may have it. */
  Uni<Secret> known(NodeId id, Caller by) {
    return catalogue
        .secret(id, by, clock.instant())
        .map(found -> found.orElseThrow(Keepers::unknown));
  }

  /** A secret that the caller looks after. */
  Uni<Secret> secret(NodeId id, Caller by) {
    return found(id, by).map(found -> found.orElseThrow(Keepers::unknown));
  }

  /** A folder that the caller looks after. */
  Uni<Folder> folder(NodeId id, Caller by) {
    return catalogue
        .folder(id)
        .map(
            found ->
                found
                    .filter(folder -> by.reaches(folder.ownerLineage()))
                    .orElseThrow(Keepers::unknown));
  }

  /** Checks that the caller looks after it, whichever of both it is. */
  Uni<Void> thing(NodeId id, Caller by) {
    return found(id, by)
        .chain(
            found ->
                found.isPresent() ? Uni.createFrom().voidItem() : folder(id, by).replaceWithVoid());
  }

  private Uni<Optional<Secret>> found(NodeId id, Caller by) {
    return catalogue
        .secret(id, by, clock.instant())
        .map(found -> found.filter(secret -> by.reaches(secret.ownerLineage())));
  }

  static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing in the vault, or it is not yours to know of");
  }
}
