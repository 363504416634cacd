package dev.avowry.console.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRuleBook;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;

/** Which scopes take whose word. */
@BySession
@Path("/console/approvals/rules")
@Produces(MediaType.TEXT_HTML)
public class RulesPageResource {
  private static final String PAGE = "/console/approvals/rules";

  private final Frames frames;
  private final ApprovalRuleBook book;
  private final Clock clock;

  RulesPageResource(Frames frames, ApprovalRuleBook book, Clock clock) {
    this.frames = frames;
    this.book = book;
    this.clock = clock;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance rules(Frame frame, List<ApprovalRule> rules, List<Approval> all);
  }

  /** Lists the rules. */
  @GET
  @Permission("approvalrules.read")
  public Uni<TemplateInstance> list() {
    Frame frame = frames.at(Place.APPROVALS);
    return book.all().map(rules -> Templates.rules(frame, rules, Arrays.asList(Approval.values())));
  }

  /** Makes a rule, or puts it in place of the one for the same scope. */
  @POST
  @Path("/put")
  @Permission("approvalrules.manage")
  public Uni<RestResponse<Void>> put(
      @RestForm @DefaultValue("") String scope,
      @RestForm @DefaultValue("") String approval,
      @RestForm Optional<String> sensitive,
      @RestForm @DefaultValue("") String timeout,
      @RestForm @DefaultValue("") String approvers) {
    ApprovalRule rule =
        new ApprovalRule(
            scope.strip(),
            Approval.named(approval).orElseThrow(() -> invalid("there is no such approval")),
            sensitive.isPresent(),
            seconds(timeout.strip()),
            humans(approvers.strip()),
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return book.put(rule, frames.at(Place.APPROVALS).caller()).replaceWith(() -> SeeOther.to(PAGE));
  }

  /** Removes one. */
  @POST
  @Path("/remove")
  @Permission("approvalrules.manage")
  public Uni<RestResponse<Void>> remove(@RestForm @DefaultValue("") String scope) {
    return book.remove(scope, frames.at(Place.APPROVALS).caller())
        .replaceWith(() -> SeeOther.to(PAGE));
  }

  private static Duration seconds(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw invalid("the time to answer is a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  private static Set<NodeId> humans(String spaced) {
    return Arrays.stream(spaced.split("\\s+", -1))
        .filter(id -> !id.isEmpty())
        .map(id -> NodeId.parse(id).orElseThrow(() -> invalid("an approver is no sponsor's id")))
        .collect(Collectors.toSet());
  }

  private static RuntimeException invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
