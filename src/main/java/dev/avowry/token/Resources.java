package dev.avowry.token;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Which resource servers want another signature algorithm. Nobody has to register: a resource that
 * is not here gets ES256.
 *
 * <p>In memory, and at most a few seconds behind: no authority hangs on it.
 */
@ApplicationScoped
public class Resources {
  private static final Logger LOG = Logger.getLogger(Resources.class);
  private static final int LONGEST_URI = 500;
  private static final int LONGEST_NAME = 200;
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

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

  /** Registers a resource server, or changes how it is registered. */
  @WithTransaction
  public Uni<Resource> register(
      String uri, String name, Algorithm algorithm, String actor, Origin origin) {
    requireUri(uri);
    if (name.isBlank() || name.length() > LONGEST_NAME || INVISIBLE.matcher(name).find()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "name must have from 1 to " + LONGEST_NAME + " characters that can be seen");
    }
    Resource resource = new Resource(uri, name, algorithm, clock.instant());
    return store
        .put(resource)
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.RESOURCE_REGISTERED, actor, origin)
                        .onTarget(uri)
                        .with(Map.of("algorithm", algorithm.joseName()))))
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

  private static void requireUri(String uri) {
    try {
      URI parsed = new URI(uri);
      if (uri.length() <= LONGEST_URI && parsed.isAbsolute() && parsed.getRawFragment() == null) {
        return;
      }
    } catch (URISyntaxException malformed) {
      // Refused below, like everything else that is not such a URI.
    }
    throw Refusal.refused(
        Reason.INVALID_REQUEST, "resource must be an absolute URI without a fragment");
  }
}
