package dev.avowry.ledger;

import java.util.Set;

/**
 * Something believed true as of a fence: a token as of its minting, a reading of the tree as of its
 * statement. It stands as long as no later entry names one of its ids.
 *
 * <p>This is the whole rule of liveness, for tokens and for what is remembered alike.
 *
 * @param ids nodes, credentials, tokens and classes of tokens that it depends on
 * @param asOf the fence under which it was established
 */
public record Hold(Set<String> ids, Fence asOf) {
  public Hold {
    ids = Set.copyOf(ids);
  }
}
