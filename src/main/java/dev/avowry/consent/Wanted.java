package dev.avowry.consent;

import dev.avowry.kernel.NodeId;
import dev.avowry.token.IdentityScope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an agent wants of a human.
 *
 * @param scopes all that were asked for
 * @param resources where they are to be good; none means that it only wants to know who the human
 *     is
 * @param claims what it wants to know of the human by name
 * @param requestedActor the agent that it wants to hand it on to
 */
public record Wanted(
    Set<String> scopes,
    List<String> resources,
    Set<String> claims,
    Optional<NodeId> requestedActor) {
  public Wanted {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
    claims = Set.copyOf(claims);
  }

  /** The scopes that are authority, in order. */
  public Set<String> authority() {
    return new TreeSet<>(IdentityScope.without(scopes));
  }

  /** The same with fewer scopes. */
  Wanted narrowed(Set<String> chosen) {
    Set<String> fewer = new TreeSet<>(scopes);
    fewer.retainAll(chosen);
    fewer.addAll(IdentityScope.of(scopes));
    return new Wanted(fewer, resources, claims, requestedActor);
  }

  /** Whether the agent may come back without the human because it asked to. */
  boolean isOffline() {
    return scopes.contains(IdentityScope.OFFLINE_ACCESS.code());
  }
}
