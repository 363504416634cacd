package dev.avowry.federation;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TrustId;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import java.util.Optional;

/**
 * An outside token that is taken for an agent of ours.
 *
 * @param agent whom it proves
 * @param issuer the id of the trust that it rests on
 * @param rule the id of the rule that applied
 * @param outsideIssuer its {@code iss}
 * @param outsideSubject its {@code sub}
 * @param use what is used up by acting on it; empty when its platform lets it be used again
 * @param hold what it rests on
 */
public record Admission(
    NodeId agent,
    TrustId issuer,
    TrustId rule,
    String outsideIssuer,
    String outsideSubject,
    Optional<SingleUse> use,
    Hold hold) {}
