package dev.avowry.canary;

import dev.avowry.agent.Death;
import dev.avowry.agent.Deaths;
import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.Origin;
import dev.avowry.ledger.Event;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Ends the root of a chain and gives it back, by the one door. Nodes are for ever, so it is
 * suspended and resumed: the entry is the same, and tokens from before stay dead.
 *
 * <p>What somebody else has ended is not given back.
 */
@ApplicationScoped
class Root {
  private static final Logger LOG = Logger.getLogger(Root.class);

  /** The reason of its orders, by which it knows them again. */
  private static final String REASON = "canary";

  private final Revocations revocations;
  private final Deaths deaths;

  Root(Revocations revocations, Deaths deaths) {
    this.revocations = revocations;
    this.deaths = deaths;
  }

  /** Gives back what an earlier run has left suspended because its replica died. */
  Uni<Void> recover(Chain chain, Origin origin) {
    return deaths
        .of(List.of(chain.root()))
        .map(all -> Optional.ofNullable(all.get(chain.root())))
        .chain(
            death ->
                death.filter(each -> isOwn(each, chain)).isPresent()
                    ? resume(chain, origin)
                    : Uni.createFrom().voidItem());
  }

  private static boolean isOwn(Death death, Chain chain) {
    return death.id().equals(chain.root().toString())
        && death.state().equals("suspended")
        && death.by().equals(Event.ITSELF)
        && death.reason().equals(REASON);
  }

  /**
   * Ends everything below the root, and lets it live again at once: nobody else is to find it
   * suspended. Fails when it was dead already, whoever had ended it.
   */
  Uni<Carried> end(Chain chain, Origin origin) {
    return revocations
        .carryOut(order(chain, Mode.SUSPEND, origin))
        .invoke(
            carried -> {
              if (!carried.ends()) {
                throw new IllegalStateException("the canary's agent was ended by somebody else");
              }
            })
        .call(
            carried ->
                resume(chain, origin).onFailure().invoke(Root::say).onFailure().recoverWithNull());
  }

  private Uni<Void> resume(Chain chain, Origin origin) {
    return revocations.carryOut(order(chain, Mode.RESUME, origin)).replaceWithVoid();
  }

  /** The next run tries again. */
  private static void say(Throwable failure) {
    LOG.warnf("the canary's agent could not be resumed: cause=%s", failure);
  }

  private static Order order(Chain chain, Mode mode, Origin origin) {
    Requester itself =
        new Requester(Event.ITSELF, chain.sponsor(), above -> above.contains(chain.root()), origin);
    return Order.of(
        new Target.OfNode(chain.root(), Optional.of(NodeKind.AGENT)),
        mode,
        REASON,
        Optional.empty(),
        itself);
  }
}
