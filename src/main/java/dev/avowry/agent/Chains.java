package dev.avowry.agent;

import dev.avowry.kernel.CredentialId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Which of an agent's credentials rides on which. One proves something only as long as each that it
 * rides on does.
 *
 * @param all of the agent's, live or not
 */
record Chains(List<Credential> all) {
  Chains {
    all = List.copyOf(all);
  }

  /** The credential after all that it rides on; empty when one of them is not live, or unknown. */
  Optional<List<Credential>> of(CredentialId id, Instant now) {
    Deque<Credential> chain = new ArrayDeque<>();
    Optional<CredentialId> next = Optional.of(id);
    while (next.isPresent()) {
      Optional<Credential> found = next.flatMap(this::named).filter(each -> each.isLive(now));
      if (found.isEmpty()) {
        return Optional.empty();
      }
      chain.addFirst(found.get());
      next = found.get().ridesOn();
    }
    return Optional.of(List.copyOf(chain));
  }

  Optional<Credential> named(CredentialId id) {
    return all.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  boolean ridesLiveOn(CredentialId predecessor, Instant now) {
    return all.stream()
        .anyMatch(each -> each.isLive(now) && each.ridesOn().equals(Optional.of(predecessor)));
  }
}
