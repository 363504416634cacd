package dev.avowry.token;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who acts, in {@code act}.
 *
 * @param sub the agent
 * @param subProfile what it is, such as {@code ai_agent}
 */
public record Actor(String sub, String subProfile) {
  /** What the subject is, and everybody who acts or acted for it. */
  static Set<String> kinds(String subjectProfile, List<Actor> actors) {
    Set<String> kinds = new HashSet<>();
    kinds.add(subjectProfile);
    actors.forEach(actor -> kinds.add(actor.subProfile()));
    return kinds;
  }
}
