package dev.avowry.console.http;

import dev.avowry.approval.Desk;
import dev.avowry.approval.Question;
import dev.avowry.console.AgentNames;
import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.OrderId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.people.SignedIn;
import dev.avowry.revocation.KeptOrder;
import dev.avowry.revocation.KeptOrders;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.sponsorship.Acceptances;
import dev.avowry.sponsorship.By;
import dev.avowry.sponsorship.HandOvers;
import dev.avowry.sponsorship.Leases;
import dev.avowry.sponsorship.Obligations;
import dev.avowry.web.Caller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * What waits for a human's word: what agents ask, orders of others, agents offered to them, leases,
 * acceptances.
 */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class ApprovalsResource {
  private static final String PAGE = "/console/approvals";

  private final Frames frames;
  private final Desk desk;
  private final SignedIn signedIn;
  private final KeptOrders kept;
  private final Revocations revocations;
  private final Obligations obligations;
  private final HandOvers handOvers;
  private final Acceptances acceptances;
  private final Leases leases;
  private final AgentNames names;

  ApprovalsResource(
      Frames frames,
      Desk desk,
      SignedIn signedIn,
      KeptOrders kept,
      Revocations revocations,
      Obligations obligations,
      HandOvers handOvers,
      Acceptances acceptances,
      Leases leases,
      AgentNames names) {
    this.frames = frames;
    this.desk = desk;
    this.signedIn = signedIn;
    this.kept = kept;
    this.revocations = revocations;
    this.obligations = obligations;
    this.handOvers = handOvers;
    this.acceptances = acceptances;
    this.leases = leases;
    this.names = names;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance approvals(Frame frame, Waiting waiting);
  }

  /** Shows all of it. */
  @GET
  @Path("/approvals")
  @Permission("console.read")
  public Uni<TemplateInstance> list() {
    Frame frame = frames.at(Place.APPROVALS);
    Caller human = frame.caller();
    return desk.waitingFor(signedIn.get())
        .chain(
            questions ->
                orders(frame)
                    .chain(
                        orders ->
                            obligations
                                .of(human.sponsor(), By.of(human))
                                .chain(due -> named(questions, orders, due))))
        .map(waiting -> Templates.approvals(frame, waiting));
  }

  private Uni<Waiting> named(
      List<Question> questions, List<KeptOrder> orders, Obligations.Due due) {
    return names.of(Waiting.agents(due)).map(called -> new Waiting(questions, orders, due, called));
  }

  /** Agrees to an order of somebody else, which is carried out then and there. */
  @POST
  @Path("/approvals/orders/{id}")
  @Permission("revocations.approve")
  public Uni<RestResponse<Void>> approve(@RestPath String id) {
    OrderId order = OrderId.parse(id).orElseThrow(ApprovalsResource::unknown);
    return done(revocations.approve(order, Requester.of(human())));
  }

  /** Takes an agent over. */
  @POST
  @Path("/approvals/hand-overs/{id}/acknowledge")
  @Permission("handovers.answer")
  public Uni<RestResponse<Void>> acknowledge(@RestPath String id) {
    return done(handOvers.acknowledge(handOver(id), By.of(human())));
  }

  /** Does not. */
  @POST
  @Path("/approvals/hand-overs/{id}/decline")
  @Permission("handovers.answer")
  public Uni<RestResponse<Void>> decline(@RestPath String id) {
    return done(handOvers.decline(handOver(id), By.of(human())));
  }

  /** Answers for an agent that somebody else has registered. */
  @POST
  @Path("/approvals/agents/{id}/accept")
  @Permission("sponsorships.accept")
  public Uni<RestResponse<Void>> accept(@RestPath String id) {
    return done(acceptances.acceptAgent(agent(id), By.of(human())));
  }

  /** Goes on answering for an agent. */
  @POST
  @Path("/approvals/agents/{id}/renew")
  @Permission("sponsorships.renew")
  public Uni<RestResponse<Void>> renew(@RestPath String id) {
    return done(leases.renew(agent(id), By.of(human())));
  }

  private Uni<List<KeptOrder>> orders(Frame frame) {
    return frame.allows("revocations.pending")
        ? kept.waiting()
        : Uni.createFrom().item(List.<KeptOrder>of());
  }

  private Caller human() {
    return frames.at(Place.APPROVALS).caller();
  }

  private static Uni<RestResponse<Void>> done(Uni<?> answer) {
    return answer.replaceWith(() -> SeeOther.to(PAGE));
  }

  private static HandOverId handOver(String id) {
    return HandOverId.parse(id).orElseThrow(ApprovalsResource::unknown);
  }

  private static NodeId agent(String id) {
    return NodeId.parse(id).orElseThrow(ApprovalsResource::unknown);
  }

  private static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }
}
