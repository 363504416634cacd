package dev.avowry.mail.http;

import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.mail.Sending;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What has become of mail that agents send. */
@Path("/v1/mail/sent")
@Produces(MediaType.APPLICATION_JSON)
public class SentResource {
  private final Sending sending;
  private final CurrentCaller caller;

  SentResource(Sending sending, CurrentCaller caller) {
    this.sending = sending;
    this.caller = caller;
  }

  /** Lists it, latest first. */
  @GET
  @Permission("mail.sent")
  public Uni<Page<SentView>> list(
      @RestQuery Optional<String> agent,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    return sending
        .list(
            agent.map(id -> Ids.ofMember("agent", id)), caller.get(), PageRequest.of(after, limit))
        .map(page -> page.map(SentView::of));
  }

  /** Shows one message. */
  @GET
  @Path("/{id}")
  @Permission("mail.sent")
  public Uni<SentView> show(@RestPath String id) {
    return sending.show(Ids.ofMail(id), caller.get()).map(SentView::of);
  }
}
