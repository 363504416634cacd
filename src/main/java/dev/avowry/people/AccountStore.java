package dev.avowry.people;

import dev.avowry.agent.SecretHash;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Sealed;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Accounts as they are kept. What changes them joins the transaction that is under way; what reads
 * them is outside of any.
 */
public interface AccountStore {
  /** The account that is signed in to by that name, if its human's node is live. */
  Uni<Optional<Account>> find(LoginName login, Instant now);

  /** The account of a human. */
  Uni<Optional<Account>> of(NodeId human);

  /** How many recovery codes are left. */
  Uni<Integer> recoveryCodesLeft(NodeId human);

  /** Keeps a new account; false when the name is taken or the human has one. */
  Uni<Boolean> add(Account account, Instant now);

  /**
   * Replaces the password, the app, or both; what is empty stays as it is now.
   *
   * @return false when there would be one without the other
   */
  Uni<Boolean> change(
      NodeId human, Optional<PasswordHash> password, Optional<Sealed> totp, Instant now);

  /**
   * Notes that something of an account is taken away or replaced. Whoever changes it, or signs in
   * to it, meanwhile waits for the end of the transaction.
   */
  Uni<Void> touch(NodeId human, Instant now);

  /**
   * Whether an account is as it was when it had last been changed then; until the transaction ends
   * it stays so.
   */
  Uni<Boolean> isAsOf(NodeId human, Instant changedAt);

  /** Uses a step of the app up; false when it, or a later one, was used before. */
  Uni<Boolean> useStep(NodeId human, long step);

  /** Uses a recovery code up; false when it is not one of theirs, or was used. */
  Uni<Boolean> useRecoveryCode(NodeId human, SecretHash hash, Instant now);

  /** Replaces all recovery codes of an account that {@link #touch} holds. */
  Uni<Void> replaceRecoveryCodes(NodeId human, List<SecretHash> hashes);
}
