package dev.avowry.token;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.revocation.TokenClass;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An access token that we minted, read back: signature, issuer, type and expiry hold. Whether it is
 * still alive is for its {@link #hold()} to say.
 *
 * @param sub on whose behalf
 * @param subProfile what the subject is
 * @param clientId to whom it was issued
 * @param audience the one resource server that it is for
 * @param scopes what it allows
 * @param actors who acts, current actor first; empty when the subject acts alone
 * @param mayAct who may exchange it
 * @param sponsor the human who answers
 * @param node the node under which it was minted
 * @param path what it depends on, sponsor first
 * @param vendors whose software the subject is, and whoever acts or acted for it
 * @param fence under which it was minted
 */
public record AccessToken(
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
    Fence fence) {
  /** RFC 9068 §2.1. */
  public static final String TYP = "at+jwt";

  public AccessToken {
    scopes = Set.copyOf(scopes);
    actors = List.copyOf(actors);
    path = List.copyOf(path);
    vendors = Set.copyOf(vendors);
  }

  /** Who acts: the outermost actor, or the subject itself. */
  public String currentActor() {
    return actors.isEmpty() ? sub.toString() : actors.getFirst().sub();
  }

  /** It is alive as long as no later entry names something on its path, itself, or its classes. */
  public Hold hold() {
    Set<String> ids =
        new HashSet<>(TokenClass.idsOf(scopes, audience, Actor.kinds(subProfile, actors), vendors));
    ids.addAll(path);
    ids.add(jti.value());
    return new Hold(ids, fence);
  }
}
