package dev.avowry.web;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls, proven by an access token that was alive when the request came in, or by the session
 * of a human in their browser.
 *
 * @param subject the token's {@code sub}
 * @param actor who acts: the outermost {@code act}, or the subject itself
 * @param node the node under which the token was minted
 * @param sponsor the human who answers
 * @param path the token's path
 * @param scopes what the token allows
 * @param token the token's {@code jti}; empty when there is a session and no token
 * @param expiresAt the token's {@code exp}, or when the session is over
 * @param fence the {@code seq} of the last entry that the token's mint saw: a later one on its path
 *     has ended it
 * @param classes the ids, other than those on its path, by which an entry may end the token
 * @param reach for which nodes they may call the operation under way
 * @param origin where the request came from
 */
public record Caller(
    NodeId subject,
    NodeId actor,
    NodeId node,
    NodeId sponsor,
    List<String> path,
    Set<String> scopes,
    Optional<TokenId> token,
    Instant expiresAt,
    long fence,
    Set<String> classes,
    Reach reach,
    Origin origin) {

  public Caller {
    path = List.copyOf(path);
    scopes = Set.copyOf(scopes);
    classes = Set.copyOf(classes);
  }

  /** The token; for what is never done by session. */
  public TokenId requireToken() {
    return token.orElseThrow(
        () -> Refusal.refused(Reason.INVALID_TOKEN, "this needs an access token"));
  }

  /** Whether the token is an administrator's. */
  public boolean isAdmin() {
    return has(OwnScopes.ADMIN);
  }

  /** Whether a human calls, and not an agent. */
  public boolean isSponsor() {
    return node.equals(sponsor);
  }

  /**
   * Whether a node with this lineage is the caller's to know of and to act on: it is the node of
   * the caller's token, or below it, or the operation under way is theirs for every tree.
   */
  public boolean reaches(List<NodeId> lineage) {
    return reachesEverything() || lineage.contains(node);
  }

  /** Whether the operation under way is theirs for every tree. */
  public boolean reachesEverything() {
    return reach == Reach.EVERYWHERE;
  }

  /** Below which node they have to stay; empty when nowhere in particular. */
  public Optional<NodeId> limit() {
    return reachesEverything() ? Optional.empty() : Optional.of(node);
  }

  /** The same caller, of an operation that is theirs so far. */
  public Caller reaching(Reach far) {
    return new Caller(
        subject, actor, node, sponsor, path, scopes, token, expiresAt, fence, classes, far, origin);
  }

  /** Whether the token carries the scope. */
  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
