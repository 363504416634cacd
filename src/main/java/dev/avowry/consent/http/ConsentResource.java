package dev.avowry.consent.http;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.consent.Approvals;
import dev.avowry.consent.Choice;
import dev.avowry.consent.Consents;
import dev.avowry.consent.Requests;
import dev.avowry.consent.ReturnAddress;
import dev.avowry.consent.Weight;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.people.Session;
import dev.avowry.people.SignedIn;
import dev.avowry.token.DetailTypes;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Origins;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
  private final Directory directory;
  private final DetailTypes types;
  private final SignedIn signedIn;
  private final Origins origins;

  ConsentResource(
      Requests requests,
      Approvals approvals,
      Consents consents,
      Directory directory,
      DetailTypes types,
      SignedIn signedIn,
      Origins origins) {
    this.requests = requests;
    this.approvals = approvals;
    this.consents = consents;
    this.directory = directory;
    this.types = types;
    this.signedIn = signedIn;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "consent")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance consent(ConsentPage page, String csrf);
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
                    : page(asked, weight, session));
  }

  private Uni<Response> page(Requests.Asked asked, Weight weight, Session session) {
    return answerable(asked)
        .chain(
            sponsor ->
                handedTo(asked)
                    .map(
                        other ->
                            ConsentPage.of(
                                asked,
                                weight,
                                session,
                                sponsor,
                                other,
                                DetailLine.of(
                                    asked.request().wanted().authorizationDetails(), types),
                                consents.lifetimes())))
        .map(page -> Templates.consent(page, signedIn.csrf()).render())
        .map(html -> Answers.page(html, asked.request().answer()));
  }

  /** The human who answers for the agent; nobody, as long as it is none. */
  private Uni<Optional<Sponsor>> answerable(Requests.Asked asked) {
    return asked
        .request()
        .asker()
        .agent()
        .map(agent -> directory.sponsor(agent.node().sponsor()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** The name of the agent that the client wants to hand it on to. */
  private Uni<Optional<String>> handedTo(Requests.Asked asked) {
    Optional<NodeId> other = asked.request().wanted().requestedActor();
    return other.isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : directory.agent(other.get()).map(found -> found.map(client -> client.agent().name()));
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
                            lasting(lasting),
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

  private Duration lasting(Optional<String> seconds) {
    return consents.lifetimes().stream()
        .filter(life -> seconds.equals(Optional.of(Long.toString(life.toSeconds()))))
        .findFirst()
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "lasting is none of what was offered"));
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
  private static Response signIn(Requests.Asked asked) {
    String back =
        URLEncoder.encode("/authorize/consent?request=" + asked.name(), StandardCharsets.UTF_8);
    return Response.seeOther(URI.create("/sign-in?fresh=yes&return=" + back)).build();
  }
}
