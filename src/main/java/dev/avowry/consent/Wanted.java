package dev.avowry.consent;

import dev.avowry.agent.AuthorizationDetails;
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
 * @param authorizationDetails what it wants to be allowed in particular
 * @param claims what it wants to know of the human by name
 * @param requestedActor the agent that it wants to hand it on to
 */
public record Wanted(
    Set<String> scopes,
    List<String> resources,
    AuthorizationDetails authorizationDetails,
    Set<String> claims,
    Optional<NodeId> requestedActor) {
  public Wanted {
    scopes = Set.copyOf(scopes);
    resources = List.copyOf(resources);
    claims = Set.copyOf(claims);
  }

  /** Nothing in particular. */
  public Wanted(
      Set<String> scopes,
      List<String> resources,
      Set<String> claims,
      Optional<NodeId> requestedActor) {
    this(scopes, resources, AuthorizationDetails.NONE, claims, requestedActor);
  }

  /** The scopes that are authority, in order. */
  public Set<String> authority() {
    return new TreeSet<>(IdentityScope.without(scopes));
  }

  /** The same with less of it. */
  Wanted narrowed(Choice choice) {
    Set<String> fewer = new TreeSet<>(scopes);
    fewer.retainAll(choice.scopes());
    fewer.addAll(IdentityScope.of(scopes));
    return new Wanted(fewer, resources, choice.of(authorizationDetails), claims, requestedActor);
  }

  /** Whether who was given this was given these. */
  public boolean covers(AuthorizationDetails details) {
    return details.isWithin(authorizationDetails);
  }

  /** Whether it wants to be allowed anything. */
  public boolean isAuthority() {
    return !authority().isEmpty() || !authorizationDetails.isEmpty();
  }

  /** Whether the agent may come back without the human because it asked to. */
  boolean isOffline() {
    return scopes.contains(IdentityScope.OFFLINE_ACCESS.code());
  }
}
