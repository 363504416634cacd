package dev.avowry.people;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.Registry;
import dev.avowry.agent.Sponsor;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Ledger;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The human who gets in by a bootstrap token: a sponsor like others, so that they can be revoked.
 */
@ApplicationScoped
class BootstrapSponsor {
  private final BootstrapStore store;
  private final Registry registry;
  private final RoleStore roles;
  private final Ledger ledger;
  private final Clock clock;
  private final String issuer;

  BootstrapSponsor(
      BootstrapStore store,
      Registry registry,
      RoleStore roles,
      Ledger ledger,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.store = store;
    this.registry = registry;
    this.roles = roles;
    this.ledger = ledger;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** Uses the token up and registers who held it, unnamed, in one transaction. */
  @WithTransaction
  Uni<Sponsor> admit(BootstrapToken token, Origin origin) {
    return admit(token, holder(), origin);
  }

  /** The same for somebody who says who they are. */
  @WithTransaction
  Uni<Sponsor> admit(BootstrapToken token, NewHuman human, Origin origin) {
    return admit(token, named(human.name(), human.email()), origin);
  }

  private Uni<Sponsor> admit(BootstrapToken token, NewSponsor human, Origin origin) {
    Instant now = clock.instant();
    return store
        .redeem(token.hash(), now)
        .invoke(
            redeemed -> {
              if (!redeemed) {
                throw Refusal.refused(
                    Reason.INVALID_TOKEN,
                    "this is not a bootstrap token, or it was used, or it has expired");
              }
            })
        .chain(() -> store.endOthers(now))
        .chain(() -> registry.register(human, Event.ITSELF, origin))
        .call(sponsor -> makeAdministrator(sponsor.id(), now, origin))
        .call(
            sponsor ->
                ledger.append(
                    Event.of(EventType.BOOTSTRAP_TOKEN_REDEEMED, sponsor.id().toString(), origin)
                        .onNode(sponsor.id())
                        .under(sponsor.id())));
  }

  private Uni<Void> makeAdministrator(NodeId human, Instant now, Origin origin) {
    return roles
        .grant(human, Role.ADMIN, Event.ITSELF, now)
        .chain(
            () ->
                ledger.append(
                    Event.of(EventType.ROLE_GRANTED, Event.ITSELF, origin)
                        .onNode(human)
                        .under(human)
                        .onTarget(Role.ADMIN.code())));
  }

  private NewSponsor holder() {
    return named("Bootstrap administrator", "administrator@" + URI.create(issuer).getHost());
  }

  private static NewSponsor named(String name, String email) {
    return new NewSponsor(name, email, Optional.empty(), Optional.empty(), Ceiling.ofSponsor());
  }
}
