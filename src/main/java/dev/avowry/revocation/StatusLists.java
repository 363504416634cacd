package dev.avowry.revocation;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.StatusListId;
import dev.avowry.key.Algorithm;
import dev.avowry.key.JwtSigner;
import dev.avowry.ledger.Entries;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.KnownEntries;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Token Status Lists (draft-ietf-oauth-status-list), for verifiers that know nothing of lineages.
 * They say what the revocation list says, of all that a token rests on; of a single token they say
 * nothing, since others carry the same index.
 *
 * <p>A list is read from the database when it is asked for and something has changed, or when its
 * {@code ttl} is over; cut off from the database nothing is signed anew, so that it runs out.
 */
@ApplicationScoped
public class StatusLists {
  /** The {@code typ} of the signed list; draft §5.1. */
  public static final String TYP = "statuslist+jwt";

  private static final Logger LOG = Logger.getLogger(StatusLists.class);

  private final StatusStore store;
  private final Entries entries;
  private final KnownEntries known;
  private final JwtSigner signer;
  private final Clock clock;
  private final Vertx vertx;
  private final ListConfig config;
  private final String issuer;
  private final Map<StatusListId, StatusList> held = new ConcurrentHashMap<>();

  StatusLists(
      StatusStore store,
      Entries entries,
      KnownEntries known,
      JwtSigner signer,
      Clock clock,
      Vertx vertx,
      ListConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.entries = entries;
    this.known = known;
    this.signer = signer;
    this.clock = clock;
    this.vertx = vertx;
    this.config = config;
    this.issuer = issuer;
  }

  /** Where the list is served; what a token names as {@code uri}. */
  public static String uri(String issuer, StatusListId list) {
    return issuer + "/statuslists/" + list;
  }

  /** The addresses of all lists of which a living token may carry an index. */
  public Uni<List<String>> uris() {
    return store.lists().map(ids -> ids.stream().map(id -> uri(issuer, id)).toList());
  }

  /** The list as it is now; refused when there is none, or it cannot be confirmed any more. */
  public Uni<PublishedStatusList> current(StatusListId id) {
    return held(id).chain(this::current);
  }

  @Scheduled(
      every = "10m",
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> drop() {
    return store
        .drop(clock.instant())
        .chain(store::lists)
        .invoke(held.keySet()::retainAll)
        .onFailure()
        .invoke(failure -> LOG.warnf("old status lists could not be dropped: cause=%s", failure))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private Uni<StatusList> held(StatusListId id) {
    StatusList list = held.get(id);
    return list != null ? Uni.createFrom().item(list) : store.lists().map(ids -> hold(id, ids));
  }

  private StatusList hold(StatusListId id, List<StatusListId> there) {
    if (!there.contains(id)) {
      throw Refusal.refused(Reason.NOT_FOUND, "there is no such status list");
    }
    return held.computeIfAbsent(id, StatusList::new);
  }

  private Uni<PublishedStatusList> current(StatusList list) {
    Optional<PublishedStatusList> last = list.published();
    return last.filter(this::isCurrent)
        .map(it -> Uni.createFrom().item(it))
        .orElseGet(() -> renewed(list).onFailure().recoverWithItem(why -> whileItHolds(last)));
  }

  private boolean isCurrent(PublishedStatusList last) {
    return last.head().compareTo(known.fence()) >= 0
        && last.kid().equals(signer.kid(Algorithm.ES256))
        && last.issuedAt().plus(config.renewal()).isAfter(clock.instant());
  }

  private Uni<PublishedStatusList> renewed(StatusList list) {
    Instant asked = clock.instant();
    return entries
        .since(list.head())
        .invoke(known::learn)
        .chain(
            since ->
                store
                    .ended(list.id(), since.newer())
                    .chain(ended -> published(list, ended, since.head(), asked)));
  }

  /** On a worker: compressing takes a millisecond. */
  private Uni<PublishedStatusList> published(
      StatusList list, List<Integer> ended, Fence head, Instant asked) {
    return vertx.executeBlocking(() -> list.publish(sign(list.grow(ended, head, asked))), false);
  }

  private PublishedStatusList whileItHolds(Optional<PublishedStatusList> last) {
    return last.filter(list -> list.expiresAt().isAfter(clock.instant()))
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.TEMPORARILY_UNAVAILABLE, "the status list cannot be confirmed now"));
  }

  private PublishedStatusList sign(StatusList.Snapshot list) {
    String kid = signer.kid(Algorithm.ES256);
    Instant expiresAt = list.confirmedAt().plus(config.lifetime());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer);
    claims.put("sub", uri(issuer, list.id()));
    claims.put("iat", list.confirmedAt().getEpochSecond());
    claims.put("exp", expiresAt.getEpochSecond());
    claims.put("ttl", config.renewal().toSeconds());
    claims.put(
        "status_list",
        Map.of(
            "bits",
            StatusBits.BITS,
            "lst",
            list.lst(),
            "aggregation_uri",
            issuer + "/statuslists"));
    return new PublishedStatusList(
        signer.sign(Algorithm.ES256, TYP, claims), kid, list.head(), list.confirmedAt(), expiresAt);
  }
}
