package dev.avowry.token.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.token.Approval;
import dev.avowry.token.ApprovalRule;
import dev.avowry.token.ApprovalRuleBook;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/** Rules by which scopes are given only with somebody's word. */
@Path("/v1/approval-rules")
public class ApprovalRuleResource {
  private static final int USUAL_PATIENCE = 300;

  private final ApprovalRuleBook book;
  private final CurrentCaller caller;
  private final Clock clock;

  ApprovalRuleResource(ApprovalRuleBook book, CurrentCaller caller, Clock clock) {
    this.book = book;
    this.caller = caller;
    this.clock = clock;
  }

  /** The body of {@code PUT}. */
  public record ApprovalRuleRequest(
      String scope,
      String approval,
      Optional<Boolean> sensitive,
      Optional<Integer> timeout,
      Optional<List<String>> approvers) {}

  /** A rule on the wire. */
  public record ApprovalRuleView(
      String scope,
      String approval,
      boolean sensitive,
      long timeout,
      List<String> approvers,
      Instant changedAt) {
    static ApprovalRuleView of(ApprovalRule rule) {
      return new ApprovalRuleView(
          rule.scope(),
          rule.approval().code(),
          rule.sensitive(),
          rule.patience().toSeconds(),
          rule.approvers().stream().map(NodeId::toString).sorted().toList(),
          rule.changedAt());
    }
  }

  /** The rules, in the order of their scopes; there are few, so that they come in one page. */
  public record ApprovalRuleList(List<ApprovalRuleView> items, int total) {}

  /** Makes a rule, or puts it in place of the one for the same scope. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("approvalrules.manage")
  public Uni<ApprovalRuleView> put(ApprovalRuleRequest request) {
    ApprovalRule rule =
        new ApprovalRule(
            request.scope(),
            approval(request.approval()),
            request.sensitive().orElse(false),
            Duration.ofSeconds(request.timeout().orElse(USUAL_PATIENCE)),
            request.approvers().orElse(List.of()).stream()
                .map(ApprovalRuleResource::human)
                .collect(Collectors.toSet()),
            // As fine as the database has it: it tells one change from the next.
            clock.instant().truncatedTo(ChronoUnit.MICROS));
    return book.put(rule, caller.get()).map(ApprovalRuleView::of);
  }

  /** Lists the rules. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("approvalrules.read")
  public Uni<ApprovalRuleList> list() {
    return book.all()
        .map(rules -> rules.stream().map(ApprovalRuleView::of).toList())
        .map(items -> new ApprovalRuleList(items, items.size()));
  }

  /** Removes the rule for a scope, which is in the query since a scope may have slashes. */
  @DELETE
  @Permission("approvalrules.manage")
  public Uni<Void> remove(@RestQuery Optional<String> scope) {
    return book.remove(
        scope.orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "the parameter is missing: scope")),
        caller.get());
  }

  private static Approval approval(String code) {
    return Approval.named(code)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_REQUEST, "approval must be one of none, sponsor, another, two"));
  }

  private static NodeId human(String id) {
    return NodeId.parse(id)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "an approver is not a sponsor's id"));
  }
}
