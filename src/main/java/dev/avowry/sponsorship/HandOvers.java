package dev.avowry.sponsorship;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Agents that go from one sponsor to another, by the word of both, or since one has left. An agent
 * gains nothing by it: it arrives with what it held in effect, and with the states that it and all
 * below it had.
 */
@ApplicationScoped
public class HandOvers {
  /** What a request waits for; a larger tree is moved after it was answered. */
  private static final int AT_ONCE = 5;

  private final Offers offers;
  private final HandOverBook book;
  private final HandOverStore store;
  private final Carrier carrier;

  HandOvers(Offers offers, HandOverBook book, HandOverStore store, Carrier carrier) {
    this.offers = offers;
    this.book = book;
    this.store = store;
    this.carrier = carrier;
  }

  /**
   * Offers an agent to another sponsor, by the word of its own or of an administrator. Refused with
   * {@link Reason#CONFLICT} while it is offered to somebody, unless its sponsor has left.
   */
  public Uni<HandOver> offer(NewHandOver asked, By by) {
    return offers.offer(asked, by);
  }

  /**
   * Takes an agent, by the word of the human who is asked to and did not offer it. When this
   * answers, all its older tokens are dead, and it lives below its new sponsor; of a large tree the
   * answer may be {@link HandOver.State#ACKNOWLEDGED}, and the rest follows.
   */
  public Uni<HandOver> acknowledge(HandOverId id, By by) {
    return book.acknowledge(id, by).chain(taken -> carrier.carry(taken, AT_ONCE, by));
  }

  /** Does not take it. What somebody left is offered to the next; what somebody offered stays. */
  public Uni<HandOver> decline(HandOverId id, By by) {
    return book.decline(id, by).call(declined -> releaseOverdue(declined, by));
  }

  /** Takes an offer back. */
  public Uni<HandOver> withdraw(HandOverId id, By by) {
    return book.withdraw(id, by).call(withdrawn -> releaseOverdue(withdrawn, by));
  }

  private Uni<Void> releaseOverdue(HandOver handOver, By by) {
    return handOver.overdue() && handOver.state() != HandOver.State.OFFERED
        ? carrier.lift(handOver.agent(), by)
        : Uni.createFrom().voidItem();
  }

  /** One of them, for whom it concerns. */
  public Uni<HandOver> handOver(HandOverId id, By by) {
    return store
        .handOver(id)
        .map(HandOverBook::present)
        .invoke(found -> HandOverRules.requireConcerned(found, by));
  }

  /** By when they were offered: all to an administrator, to others those that concern them. */
  public Uni<Page<HandOver>> page(HandOverFilter asked, PageRequest page, By by) {
    return store.page(by.administers() ? asked : asked.concerning(by.human()), page);
  }
}
