package dev.avowry.people;

import dev.avowry.agent.Directory;
import dev.avowry.agent.NodeState;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Links by which humans make their accounts. Nothing is sent by mail: whoever makes one hands it
 * on.
 */
@ApplicationScoped
public class AccountLinks {
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final AccountLinkStore store;
  private final Directory directory;
  private final Ledger ledger;
  private final SecureRandom random;
  private final Clock clock;
  private final String issuer;

  AccountLinks(
      AccountLinkStore store,
      Directory directory,
      Ledger ledger,
      SecureRandom random,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.directory = directory;
    this.ledger = ledger;
    this.random = random;
    this.clock = clock;
    this.issuer = issuer;
  }

  /**
   * A link that was just made.
   *
   * @param url with the secret, shown this once
   */
  public record Made(String url, Instant expiresAt) {}

  /** Makes a link for a live human; links that were made for them before are good no more. */
  @WithTransaction
  public Uni<Made> make(NodeId human, String actor, Origin origin) {
    AccountLink link = AccountLink.random(random);
    Instant now = clock.instant();
    Instant end = now.plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    return requireLive(human)
        .chain(() -> store.add(link.hash(), human, actor, end, now))
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.ACCOUNT_LINK_MADE, actor, origin)
                        .onNode(human)
                        .under(human)
                        .with(Map.of("expires_at", end.toString()))))
        .replaceWith(() -> new Made(issuer + "/sign-in/setup#" + link.show(), end));
  }

  /** Uses a link up: whose it is. */
  Uni<NodeId> redeem(String token) {
    return store
        .use(new AccountLink(SecretBytes.ofText(token)).hash(), clock.instant())
        .map(
            found ->
                found.orElseThrow(
                    () ->
                        Refusal.refused(
                            Reason.INVALID_TOKEN, "the link was used, or it is too old")));
  }

  private Uni<Void> requireLive(NodeId human) {
    return directory
        .sponsor(human)
        .invoke(
            found -> {
              if (found.filter(sponsor -> sponsor.state() == NodeState.LIVE).isEmpty()) {
                throw Refusal.refused(Reason.NOT_FOUND, "there is no such live sponsor");
              }
            })
        .replaceWithVoid();
  }
}
