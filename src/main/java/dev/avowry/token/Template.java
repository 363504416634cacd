package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.key.Algorithm;
import dev.avowry.ledger.Hold;
import dev.avowry.revocation.TokenClass;
import dev.avowry.web.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A token before it is recorded and signed: every claim but the fence is fixed.
 *
 * @param ceiling inside of which it has to be
 * @param parent the token that it was exchanged from
 * @param holds what it rests on
 * @param grounds why it is issued, for the ledger
 */
record Template(
    TokenId jti,
    NodeId sub,
    String subProfile,
    NodeId clientId,
    String audience,
    Set<String> scopes,
    Instant issuedAt,
    Instant expiresAt,
    List<Actor> actors,
    Optional<NodeId> mayAct,
    NodeId sponsor,
    NodeId node,
    List<String> path,
    Set<String> vendors,
    Algorithm algorithm,
    Ceiling ceiling,
    Optional<AccessToken> parent,
    List<Hold> holds,
    Grounds grounds) {
  Template {
    scopes = Set.copyOf(scopes);
    actors = List.copyOf(actors);
    path = List.copyOf(path);
    vendors = Set.copyOf(vendors);
    holds = List.copyOf(holds);
  }

  /** The classes of tokens that it is in, by the claims that it will have. */
  Set<String> classes() {
    return TokenClass.idsOf(scopes, audience, Actor.kinds(subProfile, actors), vendors);
  }

  /** Whether it is one to administer Avowry itself with. */
  boolean administers(String issuer) {
    return audience.equals(issuer) && scopes.contains(Caller.ADMIN);
  }
}
