package dev.avowry.vouching;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.key.Sealer;
import dev.avowry.people.OutsidePerson;
import dev.avowry.people.Vouching;
import dev.avowry.sponsorship.DepartureCause;
import dev.avowry.sponsorship.Departures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps what sign-ins leave, as long as their provider's setting asks for it. */
@ApplicationScoped
class Pledges implements Vouching {
  private static final Logger LOG = Logger.getLogger(Pledges.class);

  /** Longer than any that is known; what is longer is no token. */
  private static final int LONGEST = 16 * 1024;

  private final PledgeStore store;
  private final Watched watched;
  private final Departures departures;
  private final Sealer sealer;
  private final Clock clock;

  Pledges(PledgeStore store, Watched watched, Departures departures, Sealer sealer, Clock clock) {
    this.store = store;
    this.watched = watched;
    this.departures = departures;
    this.sealer = sealer;
    this.clock = clock;
  }

  @Override
  public Uni<Void> signedIn(NodeId human, OutsidePerson person, Optional<SecretBytes> token) {
    if (!watched.has(person.provider())) {
      return Uni.createFrom().voidItem();
    }
    return token
        .filter(it -> it.length() <= LONGEST)
        .map(it -> keep(human, person, it))
        .orElseGet(() -> dropFor(human, person));
  }

  private Uni<Void> keep(NodeId human, OutsidePerson person, SecretBytes token) {
    return store.keep(
        human,
        person.provider(),
        person.subject(),
        sealer.seal(token, Pledge.purpose(human, person.provider())),
        clock.instant());
  }

  private Uni<Void> dropFor(NodeId human, OutsidePerson person) {
    LOG.warnf("a provider gives nothing to ask it by: provider=%s", person.provider());
    return store.drop(human, person.provider());
  }

  /** What it is asked by comes first: a round that is under way sees by it that they are back. */
  @Override
  public Uni<Void> back(
      NodeId human, OutsidePerson person, Optional<SecretBytes> token, Origin origin) {
    return signedIn(human, person, token)
        .chain(
            () ->
                departures.comeBack(
                    human,
                    EnumSet.of(DepartureCause.SIGN_IN_REFUSED),
                    Watched.actor(person.provider()),
                    origin));
  }

  @Override
  public Uni<Void> signedOut(NodeId human) {
    return store.dropAll(human);
  }
}
