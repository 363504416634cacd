package dev.avowry.consent;

import dev.avowry.agent.Agent;
import dev.avowry.kernel.Origin;
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
  private final TicketStore tickets;

  DeviceApprovals(Devices devices, Visitors visitors, Consents consents, TicketStore tickets) {
    this.devices = devices;
    this.visitors = visitors;
    this.consents = consents;
    this.tickets = tickets;
  }

  /** The device has what the human chose; of all answers to it one counts. */
  public Uni<Void> approve(Devices.Entered entered, Choice choice, Session session, Origin origin) {
    Wanted given = entered.wanted().narrowed(choice.scopes());
    return devices
        .answered(entered, true)
        .chain(() -> visitors.welcome(session.human(), entered.asker(), given, choice, origin))
        .chain(
            agent ->
                consents
                    .give(session.human(), agent, given, choice, origin)
                    .chain(consent -> tickets.keep(ticket(entered, agent, consent, session))));
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
        given.requestedActor(),
        request.binding(),
        Optional.of(new Ticket.Door.Device()),
        Logins.of(session, Optional.empty(), Set.of()),
        agent.redirects().refreshes() || given.isOffline(),
        request.expiresAt());
  }
}
