package dev.avowry.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the ids on a path are and how they are called. A name is no authority, so that one may be a
 * minute old.
 */
@ApplicationScoped
public class PathNames {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final NameStore store;
  private final Cache<String, Named> known;

  PathNames(NameStore store, MemoryConfig config) {
    this.store = store;
    this.known = Caffeine.newBuilder().maximumSize(config.agents()).expireAfterWrite(FRESH).build();
  }

  /** All of them, in the order of the path. Reads nothing where all were asked for of late. */
  public Uni<List<Named>> of(List<String> path) {
    Map<String, Named> named = new HashMap<>(known.getAllPresent(path));
    Set<NodeId> unknown =
        path.stream()
            .filter(id -> !named.containsKey(id))
            .flatMap(id -> NodeId.parse(id).stream())
            .collect(Collectors.toSet());
    return unknown.isEmpty()
        ? Uni.createFrom().item(() -> inOrder(path, named))
        : store
            .named(unknown)
            .invoke(found -> unknown.forEach(id -> keep(id.toString(), found, named)))
            .map(found -> inOrder(path, named));
  }

  private void keep(String id, List<Named> found, Map<String, Named> named) {
    Named read =
        found.stream().filter(each -> each.id().equals(id)).findFirst().orElse(nameless(id));
    known.put(id, read);
    named.put(id, read);
  }

  private static List<Named> inOrder(List<String> path, Map<String, Named> named) {
    return path.stream().map(id -> named.getOrDefault(id, nameless(id))).toList();
  }

  /** An id of 22 characters is a token's; what else no table of ours has is somebody's word. */
  private static Named nameless(String id) {
    return new Named(id, TokenId.parse(id).isPresent() ? "token" : "trust", Optional.empty());
  }
}
