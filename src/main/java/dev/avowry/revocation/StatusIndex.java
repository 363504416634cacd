package dev.avowry.revocation;

import dev.avowry.kernel.StatusListId;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Fenced;
import dev.avowry.ledger.Hold;
import java.time.Instant;

/**
 * Where a status list tells of all tokens that rest on the same. A token may carry it as long as
 * nothing has ended its hold: then each entry that ends the token says so here as well, and none
 * that came before it.
 *
 * @param list which list
 * @param index the place in it; says nothing
 * @param hold what the tokens rest on, as of the fence from which on the index tells of it
 * @param until up to when it may be put into tokens
 */
public record StatusIndex(StatusListId list, int index, Hold hold, Instant until)
    implements Fenced<StatusIndex> {
  /** In each list: 16 KB before compression, small to fetch, and enough to hide in. */
  public static final int PLACES = 1 << 17;

  @Override
  public StatusIndex confirmed(Fence fence) {
    return new StatusIndex(list, index, new Hold(hold.ids(), fence), until);
  }
}
