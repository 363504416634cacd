package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.authn.Binding;
import dev.avowry.authn.Thumbprint;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.revocation.TokenClass;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an access token says, but for the fence that it gets when it is recorded.
 *
 * @param sub on whose behalf
 * @param subProfile what the subject is
 * @param clientId to whom it is issued
 * @param audience the one resource server that it is for
 * @param scopes what it allows
 * @param authorizationDetails what it allows in particular, RFC 9396 §9.1
 * @param issuedAt in whole seconds
 * @param expiresAt in whole seconds
 * @param actors who acts, current actor first; empty when the subject acts alone
 * @param mayAct who may exchange it
 * @param sponsor the human who answers
 * @param node the node under which it is minted
 * @param path what it depends on, sponsor first
 * @param vendors whose software the subject is, and whoever acts or acted for it
 * @param boundTo what whoever presents it has to hold; empty when anybody may
 */
public record TokenClaims(
    TokenId jti,
    NodeId sub,
    String subProfile,
    NodeId clientId,
    String audience,
    Set<String> scopes,
    AuthorizationDetails authorizationDetails,
    Instant issuedAt,
    Instant expiresAt,
    List<Actor> actors,
    Optional<NodeId> mayAct,
    NodeId sponsor,
    NodeId node,
    List<String> path,
    Set<String> vendors,
    Optional<Binding> boundTo) {
  public TokenClaims {
    scopes = Set.copyOf(scopes);
    actors = List.copyOf(actors);
    path = List.copyOf(path);
    vendors = Set.copyOf(vendors);
  }

  /** How it is to be presented; with a certificate as to any bearer, RFC 8705 §3. */
  public TokenType type() {
    return boundTo.filter(Thumbprint.class::isInstance).isPresent()
        ? TokenType.DPOP
        : TokenType.BEARER;
  }

  /** Who acts: the outermost actor, or the subject itself. */
  public String currentActor() {
    return actors.isEmpty() ? sub.toString() : actors.getFirst().sub();
  }

  /** What the subject is, and everybody who acts or acted for it. */
  public Set<String> kinds() {
    return Actor.kinds(subProfile, actors);
  }

  /** The classes of tokens that it is in. */
  public Set<String> classes() {
    return TokenClass.idsOf(scopes, audience, kinds(), vendors);
  }
}
