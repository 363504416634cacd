package dev.avowry.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.web.EndpointRule;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Clients that come to a human with nothing but their address. Whoever sends a browser here has us
 * fetch a document: from public addresses alone, without redirects, and each seldom.
 */
@ApplicationScoped
public class VisitingClients {
  /** Whoever has a host can have as many addresses there: the memory is bounded. */
  private static final int MOST = 1_000;

  /** As long as a human may take to answer, so that what is shown is what is made. */
  private static final Duration KEPT = Duration.ofMinutes(15);

  /** So long nobody is asked again who has just not given a document. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final KeySource source;
  private final EndpointRule rule;
  private final Cache<String, Uni<VisitingClient>> known;
  private final Cache<String, Boolean> failing;

  VisitingClients(KeySource source, EndpointRule rule) {
    this.source = source;
    this.rule = rule;
    this.known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();
    this.failing = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(PAUSE).build();
  }

  /**
   * The client as its document describes it. Refused in the same words for an address that nobody
   * may be sent to, that does not answer, and that has no such document.
   */
  public Uni<VisitingClient> find(String clientId) {
    return failing.getIfPresent(clientId) == null
        ? known.get(clientId, this::fetched).onFailure().transform(failure -> refused())
        : Uni.createFrom().failure(refused());
  }

  /** Asked for once, however many ask. */
  private Uni<VisitingClient> fetched(String clientId) {
    ClientIdUrl address = ClientIdUrl.parse(clientId, rule).orElseThrow(VisitingClients::refused);
    return source
        .fetch(address.address())
        .map(text -> VisitingClient.read(text, address))
        .onFailure()
        .invoke(failure -> pause(clientId))
        .memoize()
        .indefinitely();
  }

  private void pause(String clientId) {
    failing.put(clientId, true);
    known.invalidate(clientId);
  }

  private static Refused refused() {
    return Refusal.refused(
        Reason.INVALID_REQUEST,
        "client_id is missing, or not that of a live client that may ask humans");
  }
}
