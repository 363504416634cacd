package dev.avowry.console.http;

import dev.avowry.access.PermissionTable;
import dev.avowry.kernel.NodeId;
import dev.avowry.web.Caller;
import java.time.Instant;
import java.util.List;

/**
 * What is around every page.
 *
 * @param human who looks at it
 * @param csrf what its forms send along
 * @param now as of when it is
 * @param links where they may go
 * @param caller the same human, as operations know them
 */
public record Frame(String human, String csrf, Instant now, List<Link> links, Caller caller) {
  public Frame {
    links = List.copyOf(links);
  }

  /**
   * Somewhere to go.
   *
   * @param here whether that is where they are
   */
  public record Link(String title, String path, boolean here) {}

  /** Whether the human may do that, so that a page offers nothing that would be refused. */
  public boolean allows(String permission) {
    return PermissionTable.reach(permission, caller).isPresent();
  }

  /**
   * Whether the human may do that to a node.
   *
   * @param lineage the node with all that is above it
   */
  public boolean allows(String permission, List<NodeId> lineage) {
    return PermissionTable.reach(permission, caller)
        .filter(reach -> caller.reaching(reach).reaches(lineage))
        .isPresent();
  }
}
