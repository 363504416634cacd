package dev.avowry.token;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What Avowry can say of a human, OpenID Connect Core §5.1. It is little: a name, and where mail
 * reaches them, of which nobody has proven anything.
 */
@ApplicationScoped
public class HumanClaims {
  private static final Map<String, Set<String>> OF_SCOPE =
      Map.of("profile", Set.of("name"), "email", Set.of("email", "email_verified"));

  private final Directory directory;

  HumanClaims(Directory directory) {
    this.directory = directory;
  }

  /** The names of all there are. */
  public static Set<String> all() {
    Set<String> all = new TreeSet<>();
    OF_SCOPE.values().forEach(all::addAll);
    return all;
  }

  /** What the userinfo endpoint says: what the scopes stand for, and what was asked for by name. */
  public Uni<Map<String, Object>> userinfo(NodeId human, Set<String> scopes, Set<String> names) {
    Set<String> wanted = new TreeSet<>(names);
    OF_SCOPE.forEach(
        (scope, claims) -> {
          if (scopes.contains(scope)) {
            wanted.addAll(claims);
          }
        });
    return named(human, wanted)
        .map(
            claims -> {
              Map<String, Object> all = new LinkedHashMap<>();
              all.put("sub", human.toString());
              all.putAll(claims);
              return all;
            });
  }

  /** The claims of those names, as far as there are any. */
  Uni<Map<String, Object>> named(NodeId human, Set<String> names) {
    return names.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : directory
            .sponsor(human)
            .map(found -> found.map(HumanClaims::of).orElse(Map.of()))
            .map(claims -> only(claims, names));
  }

  private static Map<String, Object> of(Sponsor sponsor) {
    return Map.of("name", sponsor.name(), "email", sponsor.email(), "email_verified", false);
  }

  private static Map<String, Object> only(Map<String, Object> claims, Set<String> names) {
    Map<String, Object> only = new LinkedHashMap<>(claims);
    only.keySet().retainAll(names);
    return only;
  }
}
