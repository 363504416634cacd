package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.id;
import static dev.avowry.mcp.Schemas.many;
import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.text;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.access.Admitted;
import dev.avowry.approval.ApprovalRequest;
import dev.avowry.approval.ApprovalRequests;
import dev.avowry.approval.AskedView;
import dev.avowry.approval.Backchannel;
import dev.avowry.approval.Petition;
import dev.avowry.kernel.ApprovalId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** What takes the word of a human who is not there. */
@ApplicationScoped
class ApprovalTools implements ToolSet {
  private static final int LONGEST_WAIT = 999_999_999;

  private static final Schema.Struct ASKED =
      Schema.Struct.of("What was asked")
          .with("id", said("Its id, for approvals.read"))
          .with(
              "auth_req_id",
              said(
                  "With which whoever runs you collects the token, once it is approved: a"
                      + " credential, good only together with your own"))
          .with("expires_in", number("How many seconds the humans have to answer"))
          .with("interval", number("How many seconds to wait between two looks"));

  private static final Schema.Struct STATE =
      Schema.Struct.of("A request")
          .with("id", said("Its id"))
          .with("state", said("pending, approved, refused or expired"))
          .with("scopes", many("What was asked for", said("A scope")))
          .with("expires_at", time("Until when it can be answered"));

  private final Backchannel backchannel;
  private final ApprovalRequests requests;
  private final Clock clock;

  ApprovalTools(Backchannel backchannel, ApprovalRequests requests, Clock clock) {
    this.backchannel = backchannel;
    this.requests = requests;
    this.clock = clock;
  }

  /** What has become of a request. */
  record StateView(String id, String state, List<String> scopes, Instant expiresAt) {
    static StateView of(ApprovalRequest request, Instant now) {
      return new StateView(
          request.id().toString(),
          request.stateAt(now).code(),
          request.scopes().stream().sorted().toList(),
          request.expiresAt());
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(request(), read());
  }

  private AgentTool request() {
    return new AgentTool(
        "approvals.request",
        "Ask for approval",
        "Asks a human to let you do something that takes their word. They answer in their own time:"
            + " look with approvals.read. Once it is approved, whoever runs you collects a token"
            + " for it at /token with the auth_req_id.",
        Hints.MAKES,
        Schema.Struct.of("What, and for what")
            .with(
                "scopes", new Schema.Many("What you want to be allowed", text("A scope", 200), 50))
            .maybe(
                "resources",
                new Schema.Many(
                    "Where; Avowry's own when absent",
                    text("The address of a resource", 2_000),
                    20))
            .maybe(
                "login_hint",
                text(
                    "On whose behalf: a sponsor's id or e-mail address; who answers for you when"
                        + " absent",
                    320))
            .with(
                "binding_message",
                text("What it is for, as the human will read it, in one line", 100))
            .maybe(
                "requested_expiry",
                new Schema.Whole("How many seconds you can wait", 1, LONGEST_WAIT))
            .maybe(
                "client_notification_token",
                text("Only for who is told of the answer: what to show then", 1_024)),
        ASKED,
        (asked, caller) -> backchannel.ask(petition(asked), caller.by()).map(AskedView::of));
  }

  private static Petition petition(Arguments asked) {
    return new Petition(
        asked.texts("scopes").orElseThrow(),
        asked.texts("resources").orElse(List.of()),
        asked.maybeText("login_hint"),
        asked.maybeText("binding_message"),
        asked.maybeWhole("requested_expiry"),
        asked.maybeText("client_notification_token"));
  }

  private AgentTool read() {
    return new AgentTool(
        "approvals.read",
        "Look at what was asked",
        "Tells what the humans have said to what you asked with approvals.request.",
        Hints.LOOKS,
        Schema.Struct.of("Which").with("request", id("The id that approvals.request gave")),
        STATE,
        this::read);
  }

  private Uni<?> read(Arguments asked, Admitted caller) {
    return requests
        .find(ApprovalId.parse(asked.text("request")).orElseThrow(), caller.by())
        .map(request -> StateView.of(request, clock.instant()));
  }
}
