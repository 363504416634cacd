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
    Origin origin) {
  /** The scope of those who may do everything that the permission table has a line for. */
  public static final String ADMIN = "admin";

  public Caller {
    path = List.copyOf(path);
    scopes = Set.copyOf(scopes);
  }

  /** The token; for what is never done by session. */
  public TokenId requireToken() {
    return token.orElseThrow(
        () -> Refusal.refused(Reason.INVALID_TOKEN, "this needs an access token"));
  }

  /** Whether the token is an administrator's. */
  public boolean isAdmin() {
    return has(ADMIN);
  }

  /** Whether a human calls, and not an agent. */
  public boolean isSponsor() {
    return node.equals(sponsor);
  }

  /**
   * Whether a node with this lineage is the caller's to know of and to act on: it is the node of
   * the caller's token, or below it, or the caller is an administrator.
   */
  public boolean reaches(List<NodeId> lineage) {
    return isAdmin() || lineage.contains(node);
  }

  /** Whether the token carries the scope. */
  public boolean has(String scope) {
    return scopes.contains(scope);
  }
}
