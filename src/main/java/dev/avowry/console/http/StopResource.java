package dev.avowry.console.http;

import dev.avowry.agent.Lineage;
import dev.avowry.console.Branches;
import dev.avowry.kernel.NodeId;
import dev.avowry.revocation.Answer;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Revocations;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Stops a node and everything below it, or gives it back: first what would happen, then the order.
 */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class StopResource {
  private static final int UNPROCESSABLE = 422;

  private final Frames frames;
  private final Reach reach;
  private final Branches branches;
  private final Revocations revocations;

  StopResource(Frames frames, Reach reach, Branches branches, Revocations revocations) {
    this.frames = frames;
    this.reach = reach;
    this.branches = branches;
    this.revocations = revocations;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance stop(Frame frame, StopForm form);
  }

  /** Says what would end, and asks. */
  @GET
  @Path("/nodes/{id}/stop")
  @Permission("console.stop")
  public Uni<TemplateInstance> ask(@RestPath String id, @RestQuery String mode) {
    return ask(id, StopForm.mode(mode));
  }

  /** Ends it. */
  @POST
  @Path("/nodes/{id}/stop")
  @Permission("console.stop")
  public Uni<Response> stop(
      @RestPath String id,
      @RestForm String mode,
      @RestForm Optional<String> cause,
      @RestForm Optional<String> comment,
      @RestForm Optional<String> name) {
    return order(id, StopForm.mode(mode), cause, comment, name.orElse(""));
  }

  /** Says what would live again, and asks. */
  @GET
  @Path("/nodes/{id}/resume")
  @Permission("console.resume")
  public Uni<TemplateInstance> askToResume(@RestPath String id) {
    return ask(id, Mode.RESUME);
  }

  /** Gives it back. */
  @POST
  @Path("/nodes/{id}/resume")
  @Permission("console.resume")
  public Uni<Response> resume(
      @RestPath String id, @RestForm Optional<String> cause, @RestForm Optional<String> comment) {
    return order(id, Mode.RESUME, cause, comment, "");
  }

  private Uni<TemplateInstance> ask(String id, Mode mode) {
    Frame frame = frames.at(Place.AGENTS);
    return reach
        .node(id)
        .chain(lineage -> form(lineage, mode, Optional.empty(), Optional.empty(), frame))
        .map(form -> Templates.stop(frame, form));
  }

  private Uni<Response> order(
      String id, Mode mode, Optional<String> cause, Optional<String> comment, String typed) {
    Frame frame = frames.at(Place.AGENTS);
    return reach
        .node(id)
        .chain(lineage -> form(lineage, mode, cause, comment.filter(it -> !it.isBlank()), frame))
        .chain(form -> decide(form, typed.strip(), frame));
  }

  private Uni<Response> decide(StopForm form, String typed, Frame frame) {
    Optional<String> fault = form.fault(typed);
    return fault.isPresent()
        ? Templates.stop(frame, form.refusing(fault.get()))
            .createUni()
            .map(page -> Response.status(UNPROCESSABLE).entity(page).build())
        : revocations.order(form.order(frame.caller())).map(answer -> done(form, answer));
  }

  private Uni<StopForm> form(
      Lineage lineage, Mode mode, Optional<String> cause, Optional<String> comment, Frame frame) {
    String assumed = cause.orElse(Cause.OTHER.code());
    return Uni.combine()
        .all()
        .unis(
            branches.nodes(List.of(lineage.node().id())),
            revocations.dryRun(
                StopForm.order(lineage, mode, assumed, Optional.empty(), frame.caller())))
        .asTuple()
        .chain(
            found ->
                branches
                    .nodes(ids(found.getItem2().agents().names()))
                    .map(
                        agents ->
                            new StopForm(
                                lineage,
                                found.getItem1().getFirst(),
                                mode,
                                found.getItem2(),
                                agents,
                                cause,
                                comment,
                                Optional.empty())));
  }

  private static List<NodeId> ids(List<String> names) {
    return names.stream().flatMap(name -> NodeId.parse(name).stream()).toList();
  }

  /** What took something has a receipt; what gave something back shows in the tree. */
  private static Response done(StopForm form, Answer answer) {
    Optional<Long> seq =
        answer instanceof Carried carried && carried.order().mode() != Mode.RESUME
            ? carried.mark().map(Mark::seq)
            : Optional.empty();
    String to =
        seq.map(number -> "/console/revocations/" + number)
            .orElse("/console/nodes/" + form.twig().id());
    return Response.seeOther(URI.create(to)).build();
  }
}
