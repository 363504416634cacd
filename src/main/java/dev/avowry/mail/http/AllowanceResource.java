package dev.avowry.mail.http;

import dev.avowry.mail.Allowance;
import dev.avowry.mail.Allowances;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** To whom an agent may write. */
@Path("/v1/agents/{id}/mailbox/sending")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AllowanceResource {
  private final Allowances allowances;
  private final CurrentCaller caller;

  AllowanceResource(Allowances allowances, CurrentCaller caller) {
    this.allowances = allowances;
    this.caller = caller;
  }

  /** An allowance on the wire. */
  public record AllowanceView(
      List<String> recipients, int messagesPerDay, int recipientsPerMessage) {
    static AllowanceView of(Allowance allowance) {
      return new AllowanceView(allowance.recipients(), allowance.perDay(), allowance.perMessage());
    }

    Allowance toAllowance() {
      return Allowance.of(recipients, messagesPerDay, recipientsPerMessage);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "AllowanceView[messagesPerDay=%d]".formatted(messagesPerDay);
    }
  }

  /** Sets it, in place of what there was. */
  @PUT
  @Permission("mailboxes.allow")
  public Uni<AllowanceView> set(@RestPath String id, AllowanceView request) {
    return allowances
        .set(Ids.ofPath(id), request.toAllowance(), caller.get())
        .map(AllowanceView::of);
  }

  /** Shows it. */
  @GET
  @Permission("mailboxes.read")
  public Uni<AllowanceView> show(@RestPath String id) {
    return allowances.show(Ids.ofPath(id), caller.get()).map(AllowanceView::of);
  }
}
