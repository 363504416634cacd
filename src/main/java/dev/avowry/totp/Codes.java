package dev.avowry.totp;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRules;
import dev.avowry.vault.Uses;
import dev.avowry.web.Caller;
import dev.avowry.web.OwnScopes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Gives agents codes of second factors that they may use, none of them twice, once it is durable
 * that they were given.
 *
 * <p>Refused as {@link Uses#of} says; with {@link Reason#FORBIDDEN} when the codes are not for the
 * site that is named; and with {@link Reason#TOO_MANY_REQUESTS} when the agent asks too often.
 */
@ApplicationScoped
public class Codes {
  private final Uses uses;
  private final AskingLimit limit;
  private final ApprovalRules rules;

  Codes(Uses uses, AskingLimit limit, ApprovalRules rules) {
    this.uses = uses;
    this.limit = limit;
    this.rules = rules;
  }

  /**
   * The code of this step of time, or of the next count.
   *
   * <p>Refused with {@link Reason#CONFLICT} when somebody was given the code of this step.
   *
   * @param site where it is for; has to be said when the secret is bound to sites
   */
  public Uni<Code> code(NodeId secret, Optional<Website> site, Caller by) {
    limit.require(by.actor());
    return uses.of(secret, new AskingForCode(site), by);
  }

  /**
   * The next of the codes that were written down.
   *
   * <p>Refused with {@link Reason#CONFLICT} when none is left, and as long as no rule says that the
   * scope takes somebody's word. A rule has ended the tokens that were given without, so that with
   * one there is none that a human has not approved.
   *
   * @param site as above
   */
  public Uni<BackupCode> backupCode(NodeId secret, Optional<Website> site, Caller by) {
    limit.require(by.actor());
    return rules
        .of(Set.of(OwnScopes.TOTP_BACKUP))
        .invoke(Codes::requireRule)
        .chain(any -> uses.of(secret, new AskingForBackupCode(site), by));
  }

  private static void requireRule(Set<ApprovalRule> found) {
    if (found.stream().noneMatch(ApprovalRule::takesGrant)) {
      throw Refusal.refused(
          Reason.CONFLICT,
          "backup codes are given only once a rule says whose approval the scope %s takes"
              .formatted(OwnScopes.TOTP_BACKUP));
    }
  }
}
