package dev.avowry.consent;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.SecretHash;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import dev.avowry.ledger.Uses;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.token.Lending;
import dev.avowry.token.Loan;
import dev.avowry.token.TokenRequest;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What was lent, found by the code or the refresh token that an agent shows. */
@ApplicationScoped
public class Loans implements Lending {
  /** By which a leak scanner knows a refresh token. */
  static final String PREFIX = "avow_rf_";

  private final TicketStore tickets;
  private final Devices devices;
  private final Uses uses;
  private final Directory directory;
  private final Revocations revocations;
  private final ConsentConfig config;
  private final SecureRandom random;
  private final Clock clock;

  Loans(
      TicketStore tickets,
      Devices devices,
      Uses uses,
      Directory directory,
      Revocations revocations,
      ConsentConfig config,
      SecureRandom random,
      Clock clock) {
    this.tickets = tickets;
    this.devices = devices;
    this.uses = uses;
    this.directory = directory;
    this.revocations = revocations;
    this.config = config;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Uni<Loan> redeem(
      AuthenticatedClient client, TokenRequest.AuthorizationCode shown, Standing standing) {
    return tickets
        .find(SecretHash.of(shown.code()))
        .map(found -> TicketCheck.code(found, client, shown, clock.instant()))
        .chain(ticket -> loan(ticket, standing));
  }

  @Override
  public Uni<Loan> redeem(
      AuthenticatedClient client, TokenRequest.DeviceCode shown, Standing standing) {
    SecretHash hash = SecretHash.of(shown.code());
    return tickets
        .find(hash)
        .chain(found -> answered(found, hash, client.id().toString()))
        .map(found -> TicketCheck.deviceCode(found, client, clock.instant()))
        .chain(ticket -> loan(ticket, standing));
  }

  /** As long as there is nothing, why. */
  private Uni<Ticket> answered(Optional<Ticket> found, SecretHash hash, String clientId) {
    return found
        .map(ticket -> Uni.createFrom().item(ticket))
        .orElseGet(() -> devices.whyNotYet(hash, clientId).chain(Loans::refused));
  }

  private static Uni<Ticket> refused(Refusal why) {
    return Uni.createFrom().failure(why.refused());
  }

  @Override
  public Uni<Loan> renew(
      AuthenticatedClient client, TokenRequest.RefreshToken shown, Standing standing) {
    return tickets
        .find(SecretHash.of(shown.token()))
        .map(found -> TicketCheck.refreshToken(found, client, clock.instant()))
        .chain(ticket -> loan(ticket, standing));
  }

  @Override
  public Uni<Optional<NodeId>> holder(SecretBytes shown, String clientId) {
    return tickets
        .find(SecretHash.of(shown))
        .map(found -> found.filter(it -> it.clientId().equals(clientId)).map(Ticket::agent));
  }

  @Override
  public Uni<Optional<NodeId>> holder(TokenRequest.DeviceCode shown, String clientId) {
    SecretHash hash = SecretHash.of(shown.code());
    return tickets
        .find(hash)
        .chain(found -> answered(found, hash, clientId))
        .map(it -> Optional.of(it.agent()).filter(any -> it.clientId().equals(clientId)));
  }

  @Override
  public Uni<Refusal> pace(TokenRequest.DeviceCode shown) {
    return devices.pace(SecretHash.of(shown.code()));
  }

  private static Uni<Loan> loan(Ticket ticket, Standing standing) {
    return standing
        .lineage(ticket.grant())
        .map(Optional::orElseThrow)
        .map(
            authority ->
                new Loan(
                    authority,
                    ticket.clientId(),
                    ticket.scopes(),
                    ticket.resources(),
                    ticket.authorizationDetails(),
                    ticket.requestedActor(),
                    ticket.login(),
                    ticket.refreshes(),
                    ticket.use()));
  }

  @Override
  public Uni<ScannableSecret> successor(AuthenticatedClient client, Loan loan) {
    ScannableSecret secret = ScannableSecret.random(PREFIX, random);
    Ticket ticket =
        new Ticket(
            SecretHash.of(secret.text()),
            loan.grant(),
            loan.clientId(),
            client.id(),
            loan.scopes(),
            loan.resources(),
            loan.authorizationDetails(),
            loan.requestedActor(),
            client.boundTo(),
            Optional.empty(),
            loan.login().again(),
            true,
            end(loan.authority()));
    return tickets.keep(ticket).replaceWith(secret);
  }

  /** When it has not been used for long, and with the grant at the latest. */
  private Instant end(Lineage authority) {
    Instant idle = clock.instant().plus(config.refreshIdle());
    return authority.expiresAt().filter(idle::isAfter).orElse(idle);
  }

  @Override
  public Uni<Void> takeBack(Loan loan, Origin origin) {
    return takeBack(loan.grant(), loan.human(), origin);
  }

  @Override
  public Uni<Void> late(AuthenticatedClient client, TokenRequest shown, Origin origin) {
    return shown
        .lent()
        .map(secret -> tickets.find(SecretHash.of(secret)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .map(found -> found.filter(it -> TicketCheck.wasGood(it, client, shown, clock.instant())))
        .chain(
            found ->
                found
                    .map(ticket -> late(ticket, origin))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private Uni<Void> late(Ticket ticket, Origin origin) {
    return uses.has(ticket.use())
        .chain(
            used ->
                used
                    ? directory
                        .lineage(ticket.grant())
                        .map(Optional::orElseThrow)
                        .chain(it -> takeBack(ticket.grant(), it.sponsor().id(), origin))
                    : Uni.createFrom().voidItem());
  }

  private Uni<Void> takeBack(NodeId grant, NodeId human, Origin origin) {
    return end(
        grant,
        Cause.COMPROMISED,
        Optional.of("a code or a refresh token was shown for the second time"),
        new Requester(Event.ITSELF, human, lineage -> true, origin));
  }

  @Override
  public Uni<Void> giveBack(AuthenticatedClient client, SecretBytes shown, Origin origin) {
    return tickets
        .find(SecretHash.of(shown))
        .map(found -> TicketCheck.given(found, client, clock.instant()))
        .chain(
            found ->
                found.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : giveBack(client, found.get().grant(), origin));
  }

  private Uni<Void> giveBack(AuthenticatedClient client, NodeId grant, Origin origin) {
    return end(
        grant,
        Cause.CLIENT_REQUEST,
        Optional.empty(),
        new Requester(
            client.id().toString(),
            client.client().lineage().sponsor().id(),
            lineage -> true,
            origin));
  }

  private Uni<Void> end(NodeId grant, Cause cause, Optional<String> comment, Requester requester) {
    Order order =
        Order.of(
            new Target.OfNode(grant, Optional.empty()),
            Mode.REVOKE,
            cause.code(),
            comment,
            requester);
    return revocations.carryOut(order).replaceWithVoid();
  }

  /** Forgets what has long expired. */
  @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return tickets.forget(clock.instant().minus(Ticket.KEPT));
  }
}
