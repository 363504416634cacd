package dev.avowry.console.http;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.approval.Desk;
import dev.avowry.approval.Question;
import dev.avowry.approval.Voices;
import dev.avowry.kernel.ApprovalId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.people.SignInConfig;
import dev.avowry.people.SignedIn;
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
import java.time.Clock;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What one agent asks: read on a phone, answered once. */
@BySession
@Path("/console/approvals/requests/{id}")
@Produces(MediaType.TEXT_HTML)
public class QuestionResource {
  private final Frames frames;
  private final Desk desk;
  private final Voices voices;
  private final Directory directory;
  private final SignedIn signedIn;
  private final SignInConfig signIn;
  private final Clock clock;

  QuestionResource(
      Frames frames,
      Desk desk,
      Voices voices,
      Directory directory,
      SignedIn signedIn,
      SignInConfig signIn,
      Clock clock) {
    this.frames = frames;
    this.desk = desk;
    this.voices = voices;
    this.directory = directory;
    this.signedIn = signedIn;
    this.signIn = signIn;
    this.clock = clock;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance question(Frame frame, QuestionPage page);
  }

  /** Shows it, whatever has become of it. */
  @GET
  @Permission("approvals.answer")
  public Uni<TemplateInstance> show(@RestPath String id) {
    Frame frame = frames.at(Place.APPROVALS);
    return desk.question(named(id), signedIn.get())
        .chain(this::page)
        .map(page -> Templates.question(frame, page));
  }

  private Uni<QuestionPage> page(Question question) {
    return name(question.agent().node().sponsor())
        .chain(
            answers ->
                name(question.request().human())
                    .map(
                        human ->
                            new QuestionPage(question, answers, human, signedIn.get().human())));
  }

  private Uni<String> name(NodeId human) {
    return directory
        .sponsor(human)
        .map(found -> found.map(Sponsor::name).orElseGet(human::toString));
  }

  /** Takes the answer; for what is sensitive, of who has just proven who they are. */
  @POST
  @Permission("approvals.answer")
  public Uni<RestResponse<Void>> answer(
      @RestPath String id, @RestForm Optional<String> decision, @RestForm Optional<String> reason) {
    boolean approves = decision.filter("approve"::equals).isPresent();
    return desk.question(named(id), signedIn.get())
        .invoke(question -> requireFresh(question, approves))
        .chain(
            question ->
                voices.say(
                    question.request().id(),
                    approves,
                    reason.map(String::strip).filter(words -> !words.isEmpty()),
                    signedIn.get(),
                    frames.at(Place.APPROVALS).caller().origin()))
        .replaceWith(() -> SeeOther.to("/console/approvals/requests/" + id));
  }

  private void requireFresh(Question question, boolean approves) {
    if (question.isOpen() && question.sensitive() && approves) {
      signedIn.requireFresh(signIn.freshFor(), clock.instant());
    }
  }

  private static ApprovalId named(String id) {
    return ApprovalId.parse(id)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.NOT_FOUND, "there is no such request, or it is not yours to know of"));
  }
}
