package dev.avowry.federation;

import dev.avowry.kernel.TrustId;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Takes trust away, or gives it back, through the door: every token that rests on it dies by one
 * entry, wherever it is shown.
 */
@ApplicationScoped
public class TrustWithdrawal {
  private final Revocations revocations;

  TrustWithdrawal(Revocations revocations) {
    this.revocations = revocations;
  }

  /** Orders it for an issuer or for a rule. */
  public Uni<Void> order(TrustId trust, Mode mode, String reason, Requester by) {
    return revocations
        .order(Order.of(new Target.OfTrust(trust), mode, reason, Optional.empty(), by))
        .replaceWithVoid();
  }
}
