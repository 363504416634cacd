package dev.avowry.mail.http;

import dev.avowry.mail.LocalPart;
import dev.avowry.mail.MailDomain;
import dev.avowry.mail.Mailbox;
import dev.avowry.mail.Mailboxes;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** The mailbox of an agent. */
@Path("/v1/agents/{id}/mailbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MailboxResource {
  private final Mailboxes mailboxes;
  private final MailDomain domain;
  private final CurrentCaller caller;

  MailboxResource(Mailboxes mailboxes, MailDomain domain, CurrentCaller caller) {
    this.mailboxes = mailboxes;
    this.domain = domain;
    this.caller = caller;
  }

  /** The body of {@code PUT}. */
  public record MailboxRequest(String localPart) {}

  /**
   * A mailbox on the wire.
   *
   * @param address absent where no domain is configured any more
   */
  public record MailboxView(
      String agent,
      String localPart,
      Optional<String> address,
      int messages,
      int unread,
      Instant madeAt) {}

  /** Gives an agent its address. */
  @PUT
  @Permission("mailboxes.give")
  public Uni<MailboxView> give(@RestPath String id, MailboxRequest request) {
    return mailboxes
        .give(Ids.ofPath(id), LocalPart.parse(request.localPart()), caller.get())
        .map(this::view);
  }

  /** Shows it, and how much is in it. */
  @GET
  @Permission("mailboxes.read")
  public Uni<MailboxView> show(@RestPath String id) {
    return mailboxes.show(Ids.ofPath(id), caller.get()).map(this::view);
  }

  private MailboxView view(Mailbox mailbox) {
    return new MailboxView(
        mailbox.agent().toString(),
        mailbox.localPart().text(),
        domain.address(mailbox.localPart()),
        mailbox.messages(),
        mailbox.unread(),
        mailbox.madeAt());
  }
}
