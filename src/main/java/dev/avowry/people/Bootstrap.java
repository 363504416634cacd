package dev.avowry.people;

import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import dev.avowry.token.HumanTokens;
import dev.avowry.token.Issued;
import dev.avowry.web.OwnScopes;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Lets the first administrator in: a one-time token, shown by the start that finds nobody in yet,
 * dies at its first use by turning into an administrator's access token.
 */
@ApplicationScoped
public class Bootstrap {
  private final BootstrapStore store;
  private final BootstrapSponsor sponsors;
  private final HumanTokens tokens;
  private final Ledger ledger;
  private final BootstrapConfig config;
  private final SecureRandom random;
  private final Clock clock;

  Bootstrap(
      BootstrapStore store,
      BootstrapSponsor sponsors,
      HumanTokens tokens,
      Ledger ledger,
      BootstrapConfig config,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.sponsors = sponsors;
    this.tokens = tokens;
    this.ledger = ledger;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes the bootstrap token when one is due: the configured one, or a random one as long as
   * nobody ever got in.
   *
   * @return the token to be shown; empty when none was made or automation has it already
   */
  @WithTransaction
  public Uni<Optional<String>> prepare() {
    Optional<String> given = config.token();
    return given.isPresent()
        ? add(BootstrapToken.given(SecretBytes.ofText(given.get()))).replaceWith(Optional.empty())
        : store.anyRedeemed().chain(in -> in ? Uni.createFrom().item(Optional.empty()) : makeOne());
  }

  private Uni<Optional<String>> makeOne() {
    BootstrapToken token = BootstrapToken.random(random);
    return add(token).map(added -> Optional.of(token.show()));
  }

  private Uni<Boolean> add(BootstrapToken token) {
    return store
        .add(token.hash(), clock.instant().plus(config.lifetime()))
        .call(added -> added ? recordMade() : Uni.createFrom().voidItem());
  }

  private Uni<Void> recordMade() {
    return ledger.append(
        Event.of(EventType.BOOTSTRAP_TOKEN_MADE, Event.ITSELF, Origin.itself("start")));
  }

  /** Turns a bootstrap token into an administrator's access token; refused when it is not one. */
  public Uni<Issued> redeem(SecretBytes token, Origin origin) {
    return sponsors
        .admit(BootstrapToken.given(token), origin)
        .chain(
            sponsor ->
                tokens.issue(sponsor.id(), Set.of(OwnScopes.ADMIN), "bootstrap_token", origin));
  }
}
