package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.federation.AssertedIdentity;
import dev.avowry.key.Algorithm;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import dev.avowry.web.OwnResources;
import dev.avowry.web.OwnScopes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A token before it is recorded and signed.
 *
 * @param algorithm what it is to be signed with
 * @param ceiling inside of which it has to be
 * @param parent the token that it was exchanged from
 * @param holds what it rests on
 * @param grounds why it is issued, for the ledger
 * @param lent what a human has lent, of which it comes
 */
record Template(
    TokenClaims claims,
    Algorithm algorithm,
    Ceiling ceiling,
    Optional<AccessToken> parent,
    List<Hold> holds,
    Grounds grounds,
    Optional<Lent> lent) {
  Template {
    holds = List.copyOf(holds);
  }

  /** Of what nobody has lent. */
  Template(
      TokenClaims claims,
      Algorithm algorithm,
      Ceiling ceiling,
      Optional<AccessToken> parent,
      List<Hold> holds,
      Grounds grounds) {
    this(claims, algorithm, ceiling, parent, holds, grounds, Optional.empty());
  }

  /** The same, of what a human has lent. */
  Template of(Lent loan) {
    return new Template(claims, algorithm, ceiling, parent, holds, grounds, Optional.of(loan));
  }

  /** What is used up by it, besides what the client proved itself with. */
  List<SingleUse> uses() {
    return Stream.concat(
            grounds.asserted().map(AssertedIdentity::use).stream(),
            lent.map(it -> it.loan().use()).stream())
        .toList();
  }

  /** Whether it is one to administer Avowry itself with. */
  boolean administers(String issuer) {
    return OwnResources.has(issuer, claims.audience()) && claims.scopes().contains(OwnScopes.ADMIN);
  }
}
