package dev.avowry.approval;

import dev.avowry.kernel.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be asked.
 *
 * @param human on whose behalf
 * @param scopes what
 * @param resources where; none means Avowry's own
 * @param message what the agent says that it is for
 * @param within how long it can wait for an answer
 * @param noticeToken what the agent wants to know us by when it is told of the answer
 */
record Wish(
    NodeId human,
    Set<String> scopes,
    List<String> resources,
    Optional<String> message,
    Optional<Duration> within,
    Optional<String> noticeToken) {
  Wish {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "Wish[human=" + human + ", scopes=" + scopes + "]";
  }
}
