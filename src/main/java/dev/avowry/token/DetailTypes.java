package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetail;
import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.web.OwnResources;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Which types of authorization details there are. What is of none of them is in no token.
 *
 * <p>In memory, and at most a few seconds behind: what a type allows is for ceilings to say, and
 * how its members narrow is told from the details themselves, so that no authority hangs on it.
 */
@ApplicationScoped
public class DetailTypes {
  private static final Logger LOG = Logger.getLogger(DetailTypes.class);

  private final DetailTypeStore store;
  private final Ledger ledger;
  private final String issuer;

  /** Empty until it has been read for the first time. */
  private volatile Optional<NavigableMap<String, DetailType>> byName = Optional.empty();

  DetailTypes(
      DetailTypeStore store, Ledger ledger, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.ledger = ledger;
    this.issuer = issuer;
  }

  /** All that are registered, in the order of their names; none before they were read. */
  public List<DetailType> all() {
    return byName.map(types -> List.copyOf(types.values())).orElse(List.of());
  }

  /** Their names, as metadata lists them; none before they were read. */
  public Set<String> names() {
    return byName.<Set<String>>map(NavigableMap::keySet).orElse(Set.of());
  }

  /** The type of a detail that was found to be in order. */
  public DetailType of(AuthorizationDetail detail) {
    return Optional.ofNullable(known().get(detail.type()))
        .orElseThrow(() -> invalid("there is no such type of them: " + detail.type()));
  }

  /** Refuses details of a type that is not known, or that are not as their type has them. */
  public AuthorizationDetails check(AuthorizationDetails asked) {
    for (AuthorizationDetail detail : asked.all()) {
      of(detail)
          .fault(detail)
          .ifPresent(
              fault -> {
                throw invalid(fault);
              });
    }
    return asked;
  }

  /** The resource servers that understand them. */
  public Set<String> resources(AuthorizationDetails details) {
    return details.all().stream()
        .map(detail -> of(detail).resource())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Those of them that the resource server understands. */
  AuthorizationDetails at(AuthorizationDetails details, String resource) {
    if (details.isEmpty()) {
      return details;
    }
    Map<String, DetailType> known = known();
    return details.only(
        detail ->
            Optional.ofNullable(known.get(detail.type()))
                .filter(type -> type.resource().equals(resource))
                .isPresent());
  }

  private NavigableMap<String, DetailType> known() {
    return byName.orElseThrow(
        () ->
            Refusal.refused(
                Reason.TEMPORARILY_UNAVAILABLE,
                "the types of authorization details have not been read yet"));
  }

  /**
   * Registers a type, or changes how it is registered.
   *
   * <p>Refused with {@link Reason#CONFLICT} when another resource server has that name: what was
   * consented to for one would be good at the other.
   */
  @WithTransaction
  public Uni<DetailType> register(DetailType type, String actor, Origin origin) {
    if (OwnResources.has(issuer, type.resource())) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "resource: Avowry's own API heeds no authorization details");
    }
    return store
        .put(type)
        .invoke(
            put -> {
              if (!put) {
                throw Refusal.refused(Reason.CONFLICT, "another resource server has this type");
              }
            })
        .chain(() -> ledger.append(event(type, actor, origin)))
        .replaceWith(type);
  }

  private static Event event(DetailType type, String actor, Origin origin) {
    return Event.of(EventType.AUTHORIZATION_DETAILS_TYPE_REGISTERED, actor, origin)
        .onTarget(type.resource())
        .with(
            Map.of(
                "type",
                type.name(),
                "fields",
                new TreeMap<>(type.fields())
                    .entrySet().stream()
                        .map(field -> field.getKey() + ":" + field.getValue().code())
                        .collect(Collectors.joining(" ")),
                "sentence",
                type.sentence().text()));
  }

  /** Reads what is registered. */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  public Uni<Void> refresh() {
    return store
        .all()
        .invoke(this::hold)
        .onFailure()
        .invoke(failure -> LOG.warnf("types of details could not be read: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private void hold(List<DetailType> all) {
    NavigableMap<String, DetailType> types = new TreeMap<>();
    all.forEach(type -> types.put(type.name(), type));
    byName = Optional.of(types);
  }

  private static Refused invalid(String why) {
    return Refusal.refused(Reason.INVALID_AUTHORIZATION_DETAILS, "authorization_details: " + why);
  }
}
