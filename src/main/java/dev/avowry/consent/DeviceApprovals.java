package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.people.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * The human's answer to a device. They are asked each time: what they once said to a client does
 * not say which of its devices is theirs.
 */
@ApplicationScoped
public class DeviceApprovals {
  private final Devices devices;
  private final Visitors visitors;
  private final Consents consents;
  private final Weighing weighing;
  private final TicketStore tickets;

  DeviceApprovals(
      Devices devices,
      Visitors visitors,
      Consents consents,
      Weighing weighing,
      TicketStore tickets) {
    this.devices = devices;
    this.visitors = visitors;
    this.consents = consents;
    this.weighing = weighing;
    this.tickets = tickets;
  }

  /** What this human's consent would be worth for what is asked for. */
  public Uni<Weight> weigh(Devices.Entered entered, Session session) {
    return weighing.weigh(entered.asker(), entered.wanted().authority(), session);
  }

  /**
   * The device has what the human chose; of all answers to it one counts. Refused with {@link
   * Reason#ACCESS_DENIED} when it takes more than this human's word: they may choose again.
   */
  public Uni<Void> approve(Devices.Entered entered, Choice choice, Session session, Origin origin) {
    Wanted given = entered.wanted().narrowed(choice);
    return weighing
        .weigh(entered.asker(), given.authority(), session)
        .invoke(Weight::require)
        .call(() -> devices.answered(entered, true))
        .chain(
            weight ->
                visitors
                    .welcome(session.human(), entered.asker(), given, choice, origin)
                    .chain(
                        agent ->
                            consents
                                .give(session.human(), agent, given, choice, weight.given(), origin)
                                .chain(it -> tickets.keep(ticket(entered, agent, it, session)))));
  }

  /** The device is told that it was refused. */
  public Uni<Void> refuse(Devices.Entered entered) {
    return devices.answered(entered, false);
  }

  private static Ticket ticket(
      Devices.Entered entered, Agent agent, Consent consent, Session session) {
    DeviceRequest request = entered.request();
    Wanted given = consent.wanted();
    return new Ticket(
        request.device(),
        consent.grant(),
        request.clientId(),
        agent.id(),
        given.scopes(),
        given.resources(),
        given.authorizationDetails(),
        given.requestedActor(),
        request.binding(),
        Optional.of(new Ticket.Door.Device()),
        Logins.of(session, Optional.empty(), Set.of()),
        agent.redirects().refreshes() || given.isOffline(),
        request.expiresAt());
  }
}
