package dev.avowry.mail.http;

import dev.avowry.mail.SendWish;
import dev.avowry.mail.Sending;
import dev.avowry.mail.Wording;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Mail that agents send. */
@Path("/v1/mail/send")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SendResource {
  private final Sending sending;
  private final CurrentCaller caller;

  SendResource(Sending sending, CurrentCaller caller) {
    this.sending = sending;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record SendRequest(
      List<String> to,
      Optional<List<String>> cc,
      String subject,
      String text,
      Optional<String> key) {
    SendWish toWish() {
      return SendWish.of(to, cc.orElse(List.of()), subject, Wording.of(text, key));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "SendRequest[redacted]";
    }
  }

  /** Takes a message for sending. */
  @POST
  @ResponseStatus(202)
  @Permission("mail.send")
  public Uni<SentView> send(SendRequest request) {
    return sending.send(request.toWish(), caller.get()).map(SentView::of);
  }
}
