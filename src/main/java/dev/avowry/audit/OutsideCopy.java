package dev.avowry.audit;

import dev.avowry.ledger.Fence;
import dev.avowry.ledger.TreeHead;
import java.util.Optional;

/**
 * What is kept outside the database, to know it again.
 *
 * @param head the tree of the last checkpoint
 * @param fence a fence that was reached when it was kept; later ones may have been
 * @param note the checkpoint itself, if there was one
 * @param accepted the tree that an operator accepted last
 */
public record OutsideCopy(
    TreeHead head, Fence fence, Optional<String> note, Optional<String> accepted) {}
