package dev.avowry.token;

import dev.avowry.kernel.Origin;
import dev.avowry.key.Algorithm;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Which resource servers want another signature algorithm, and what their scopes mean in words.
 * Nobody has to register: a resource that is not here gets ES256.
 *
 * <p>In memory, and at most a few seconds behind: no authority hangs on it.
 */
@ApplicationScoped
public class Resources {
  private static final Logger LOG = Logger.getLogger(Resources.class);

  private final ResourceStore store;
  private final Ledger ledger;
  private final Clock clock;
  private volatile Map<String, Resource> byUri = Map.of();

  Resources(ResourceStore store, Ledger ledger, Clock clock) {
    this.store = store;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** By which algorithm tokens for the resource are signed. */
  Algorithm algorithm(String uri) {
    Resource resource = byUri.get(uri);
    return resource == null ? Algorithm.ES256 : resource.algorithm();
  }

  /** All that are registered. */
  public Collection<Resource> all() {
    return byUri.values();
  }

  /** What a scope means, in the words of each of these resources that has any. */
  public List<String> words(Collection<String> uris, String scope) {
    return uris.stream()
        .map(byUri::get)
        .filter(Objects::nonNull)
        .map(resource -> resource.scopes().get(scope))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Registers a resource server, or changes how it is registered. */
  @WithTransaction
  public Uni<Resource> register(NewResource asked, String actor, Origin origin) {
    Resource resource = asked.at(clock.instant());
    return store
        .put(resource)
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.RESOURCE_REGISTERED, actor, origin)
                        .onTarget(asked.uri())
                        .with(Map.of("algorithm", asked.algorithm().joseName()))))
        .replaceWith(resource);
  }

  /** Reads what is registered. */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> refresh() {
    return store
        .all()
        .invoke(this::hold)
        .onFailure()
        .invoke(failure -> LOG.warnf("resources could not be read: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private void hold(List<Resource> all) {
    byUri = all.stream().collect(Collectors.toMap(Resource::uri, Function.identity()));
  }
}
