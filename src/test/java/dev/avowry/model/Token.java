package dev.avowry.model;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An access token that was handed out, as it reads.
 *
 * @param jwt as it was handed out
 * @param node what is added to the tree by handing it on is added below this
 * @param path all that it says it depends on
 * @param classes the ids of all the sorts of tokens that it is one of
 * @param actors who acts, the current one first
 * @param when from asking for it to having it
 */
public record Token(
    String jwt,
    String jti,
    String kid,
    String subject,
    String client,
    String node,
    Set<String> path,
    Set<String> classes,
    long fence,
    List<String> actors,
    Optional<String> mayAct,
    Set<String> scopes,
    String audience,
    Instant issuedAt,
    Instant expiresAt,
    Span when) {
  /** Everything by which an entry can end it. */
  public Set<String> ids() {
    Set<String> ids = new HashSet<>(path);
    ids.addAll(classes);
    ids.add(jti);
    return ids;
  }

  @Override
  public String toString() {
    return "token %s of %s under %s (fence %d, %s)".formatted(jti, client, node, fence, when);
  }
}
