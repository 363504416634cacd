package dev.avowry.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A token that is about to be minted: all that has to be true and recorded before it is signed.
 *
 * @param claims what is used up by it
 * @param holds what it rests on; each is checked once more inside the transaction
 * @param event the row; its {@code jti} and path are those of the token
 * @param expiresAt the token's {@code exp}
 */
public record Proposal(List<SingleUse> claims, List<Hold> holds, Event event, Instant expiresAt) {
  public Proposal {
    claims = List.copyOf(claims);
    holds = List.copyOf(holds);
  }

  /** The oldest fence that a hold rests on: entries after it have to be looked at. */
  public Fence oldest() {
    return holds.stream().map(Hold::asOf).min(Fence::compareTo).orElse(Fence.NONE);
  }
}
