package dev.avowry.people;

import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** Bootstrap tokens as they are kept; each method joins the transaction that is under way. */
public interface BootstrapStore {
  /** Whether any was ever redeemed: somebody is in. */
  Uni<Boolean> anyRedeemed();

  /** Keeps the hash; false when it is known already. */
  Uni<Boolean> add(byte[] hash, Instant expiresAt);

  /** Redeems the token, once; false when it is unknown, expired or was redeemed. */
  Uni<Boolean> redeem(byte[] hash, Instant now);

  /** Ends all that were not redeemed: the first who gets in closes the door. */
  Uni<Void> endOthers(Instant now);
}
