package dev.avowry.token;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.CodeRoot;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.Evidence;
import dev.avowry.federation.AssertedIdentity;
import java.util.Optional;
import java.util.Set;

/**
 * On which grounds a token is issued, for the ledger: not in the token, but what a later reader
 * asks for.
 *
 * @param grantType how it was asked for
 * @param requested the scopes that were asked for
 * @param evidence by which the client proved itself; empty for a human
 * @param codeRoot which code the client says it runs
 * @param permission of an exchange, or upon an assertion: why the client may act for the subject
 * @param asserted by whose word the client acts for a human
 */
record Grounds(
    String grantType,
    Set<String> requested,
    Optional<AuthorizationDetails> requestedDetails,
    Optional<Evidence> evidence,
    Optional<String> codeRoot,
    Optional<Permission> permission,
    Optional<AssertedIdentity> asserted) {
  Grounds {
    requested = Set.copyOf(requested);
  }

  /** Why holding a token of somebody else was enough. The stored code is the name in lower case. */
  enum Permission {
    /** The subject token's {@code may_act} names the actor. */
    MAY_ACT,
    /** The actor is below the subject's agent. */
    DESCENDS,
    /** A standing delegation between the two exists. */
    STANDING_DELEGATION
  }

  /** Of a human. */
  static Grounds ofHuman(String grantType, Set<String> requested) {
    return new Grounds(
        grantType,
        requested,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Of an agent. */
  static Grounds of(
      AuthenticatedClient client,
      String grantType,
      TokenRequest asked,
      Optional<Permission> permission) {
    Agent agent = client.client().agent();
    return new Grounds(
        grantType,
        asked.scopes(),
        asked.authorizationDetails(),
        Optional.of(client.evidence()),
        agent.codeRoot().map(CodeRoot::line),
        permission,
        Optional.empty());
  }

  /** The same, upon the word of an identity provider. */
  Grounds upon(AssertedIdentity identity) {
    return new Grounds(
        grantType,
        requested,
        requestedDetails,
        evidence,
        codeRoot,
        permission,
        Optional.of(identity));
  }
}
