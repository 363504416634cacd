package dev.avowry.consent.http;

import dev.avowry.consent.Approvals;
import dev.avowry.consent.Choice;
import dev.avowry.consent.Consents;
import dev.avowry.consent.Requests;
import dev.avowry.consent.ReturnAddress;
import dev.avowry.consent.Weight;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.people.Session;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Where a human is asked: which agent, whose, what, for how long, and whether it may hand it on.
 */
@BySession
@Path("/authorize/consent")
@Produces(MediaType.TEXT_HTML)
public class ConsentResource {
  private final Requests requests;
  private final Approvals approvals;
  private final Consents consents;
  private final ConsentPages pages;
  private final SignedIn signedIn;
  private final Origins origins;

  ConsentResource(
      Requests requests,
      Approvals approvals,
      Consents consents,
      ConsentPages pages,
      SignedIn signedIn,
      Origins origins) {
    this.requests = requests;
    this.approvals = approvals;
    this.consents = consents;
    this.pages = pages;
    this.signedIn = signedIn;
    this.origins = origins;
  }

  /** Asks, or has the human sign in, or answers for them what they have answered before. */
  @GET
  @Permission("consent.read")
  public Uni<Response> ask(@RestQuery Optional<String> request) {
    Session session = signedIn.get();
    return requests
        .find(named(request))
        .chain(
            asked ->
                approvals
                    .weigh(asked.request(), session)
                    .chain(
                        weight ->
                            weight.isStale()
                                    || approvals.needsLogin(
                                        asked.request(), session, asked.waiting().beganAt())
                                ? Uni.createFrom().item(signIn(asked))
                                : ask(asked, weight, session)));
  }

  private Uni<Response> ask(Requests.Asked asked, Weight weight, Session session) {
    return approvals
        .remembered(asked.request(), session)
        .chain(
            found ->
                found.isPresent()
                    ? approvals.again(asked, found.get(), session).map(code -> granted(asked, code))
                    : page(asked, weight));
  }

  private Uni<Response> page(Requests.Asked asked, Weight weight) {
    ReturnAddress answer = asked.request().answer();
    ConsentPage.Way way =
        new ConsentPage.Way(
            "/authorize/consent",
            "request",
            asked.name(),
            Optional.of(answer.site()),
            Optional.empty());
    return pages
        .html(way, asked.request().asker(), asked.request().wanted(), weight)
        .map(html -> Answers.page(html, answer));
  }

  /** Takes the human's answer. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Permission("consent.decide")
  public Uni<Response> decide(
      @RestForm Optional<String> request,
      @RestForm Optional<String> decision,
      @RestForm List<String> scope,
      @RestForm List<Integer> detail,
      @RestForm Optional<String> lasting,
      @RestForm("hands_on") Optional<String> handsOn) {
    Session session = signedIn.get();
    boolean approved = decision.filter("approve"::equals).isPresent();
    return requests
        .find(named(request))
        .chain(
            asked ->
                approved
                    ? approve(
                        asked,
                        new Choice(
                            Set.copyOf(scope),
                            DetailLine.left(asked.request().wanted(), detail),
                            consents.lifetime(lasting),
                            handsOn.isPresent()),
                        session)
                    : approvals.refuse(asked).map(refusal -> refused(asked, refusal)));
  }

  private Uni<Response> approve(Requests.Asked asked, Choice choice, Session session) {
    return approvals
        .weigh(asked.request(), session)
        .chain(
            weight ->
                weight.isStale()
                    ? Uni.createFrom().item(signIn(asked))
                    : approved(asked, choice, session));
  }

  private Uni<Response> approved(Requests.Asked asked, Choice choice, Session session) {
    return approvals
        .approve(asked, choice, session, origins.get())
        .map(code -> granted(asked, code))
        .onFailure(ConsentResource::isForTheClient)
        .recoverWithItem(failure -> refused(asked, ((Refused) failure).refusal()));
  }

  private static boolean isForTheClient(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.ACCESS_DENIED;
  }

  private static String named(Optional<String> request) {
    return request.orElseThrow(
        () -> Refusal.refused(Reason.NOT_FOUND, "no request was named: begin at the client"));
  }

  private static Response granted(Requests.Asked asked, String code) {
    ReturnAddress to = asked.request().answer();
    return Answers.send(to, to.granted(code));
  }

  private static Response refused(Requests.Asked asked, Refusal refusal) {
    ReturnAddress to = asked.request().answer();
    return Answers.send(to, to.refused(refusal));
  }

  /** They come back to be asked. */
  private Response signIn(Requests.Asked asked) {
    return SignInFresh.backTo("/authorize/consent?request=" + asked.name(), signedIn);
  }
}
