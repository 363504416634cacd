package dev.avowry.people;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealed;
import dev.avowry.key.Sealer;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A code is good once, at whichever replica: the row of the account remembers the last step, and no
 * code of it or an earlier one is taken again (RFC 6238 §5.2). A recovery code goes the same way.
 */
@ApplicationScoped
class SecondFactor {
  /** Nobody's node: a stranger costs the same statements, which find no row. */
  private static final NodeId NOBODY = new NodeId(0);

  /** Before all: no step was used later than none. */
  private static final long NO_STEP = -1;

  private final AccountStore store;
  private final Ledger ledger;
  private final Sealer sealer;
  private final Clock clock;
  private final Sealed decoy;

  SecondFactor(AccountStore store, Ledger ledger, Sealer sealer, SecureRandom random, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.sealer = sealer;
    this.clock = clock;
    SecretBytes secret = TotpSecret.random(random).bytes();
    this.decoy = sealer.seal(secret, Account.purpose(NOBODY));
  }

  /**
   * Uses the code up; false when it is none of theirs, or was used.
   *
   * @param holder who has shown that they know the password; empty for whoever has not
   */
  @WithTransaction
  Uni<Boolean> use(Optional<Account> holder, String code, Origin origin) {
    NodeId human = holder.map(Account::human).orElse(NOBODY);
    Sealed sealed = holder.flatMap(Account::secrets).map(Account.Secrets::totp).orElse(decoy);
    Instant now = clock.instant();
    TotpSecret secret = new TotpSecret(sealer.open(sealed, Account.purpose(human)));
    OptionalLong step = secret.stepOf(code, now);
    return RecoveryCode.parse(code)
        .map(recovery -> useRecovery(human, recovery, now, origin))
        .orElseGet(() -> store.useStep(human, step.orElse(NO_STEP)));
  }

  private Uni<Boolean> useRecovery(
      NodeId human, RecoveryCode recovery, Instant now, Origin origin) {
    return store
        .useRecoveryCode(human, recovery.hash(), now)
        .call(used -> used ? recordUse(human, origin) : Uni.createFrom().voidItem());
  }

  private Uni<Void> recordUse(NodeId human, Origin origin) {
    return ledger.append(
        Event.of(EventType.ACCOUNT_CHANGED, human.toString(), origin)
            .onNode(human)
            .under(human)
            .with(Map.of("means", "recovery_code_used")));
  }
}
