package dev.avowry.mail.http;

import dev.avowry.mail.Sending;
import dev.avowry.mail.Wording;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Answers to mail that agents have received. */
@Path("/v1/mail/{id}/reply")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReplyResource {
  private final Sending sending;
  private final CurrentCaller caller;

  ReplyResource(Sending sending, CurrentCaller caller) {
    this.sending = sending;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record ReplyRequest(String text, Optional<String> key) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "ReplyRequest[redacted]";
    }
  }

  /** Takes an answer for sending. */
  @POST
  @ResponseStatus(202)
  @Permission("mail.send")
  public Uni<SentView> reply(@RestPath String id, ReplyRequest request) {
    return sending
        .reply(Ids.ofMail(id), Wording.of(request.text(), request.key()), caller.get())
        .map(SentView::of);
  }
}
