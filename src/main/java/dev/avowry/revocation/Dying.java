package dev.avowry.revocation;

import java.util.List;

/** What an entry would end, by name, each list read up to a limit; see {@link Preview}. */
public record Dying(
    List<String> agents,
    List<String> delegations,
    List<String> tokens,
    List<String> scopes,
    List<String> resources) {
  public Dying {
    agents = List.copyOf(agents);
    delegations = List.copyOf(delegations);
    tokens = List.copyOf(tokens);
    scopes = List.copyOf(scopes);
    resources = List.copyOf(resources);
  }
}
