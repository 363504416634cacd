package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.id;
import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.oneOf;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.text;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.access.Admitted;
import dev.avowry.agent.Delegations;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.revocation.Answer;
import dev.avowry.revocation.Carried;
import dev.avowry.revocation.Mark;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Revocations;
import dev.avowry.revocation.Target;
import dev.avowry.web.Caller;
import dev.avowry.web.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Authority that an agent hands on, and takes back. */
@ApplicationScoped
class TreeTools implements ToolSet {
  private static final Pattern REASON = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:-]{0,99}");

  private static final Schema.Struct DELEGATED =
      Schema.Struct.of("A delegation")
          .with("id", said("Its id, by which you can take it back"))
          .with("actor", said("Into whose hands"))
          .with("max_ttl", number("How many seconds a token by it lasts at the most"))
          .with("created_at", time("When it was made"));

  private static final Schema.Struct STOPPED =
      Schema.Struct.of("What was stopped")
          .with("id", said("Its id"))
          .with("state", said("What it is now"))
          .maybe("seq", number("The entry of the revocation list that says so"))
          .maybe("at", time("Since when"))
          .with("agents", number("How many agents ended by it"))
          .with("delegations", number("How many delegations"))
          .with("live_tokens", number("How many tokens that would have lived on"));

  private final Delegations delegations;
  private final Revocations revocations;

  TreeTools(Delegations delegations, Revocations revocations) {
    this.delegations = delegations;
    this.revocations = revocations;
  }

  /** A delegation. */
  record DelegatedView(String id, String actor, long maxTtl, Instant createdAt) {}

  /** What was stopped. */
  record StoppedView(
      String id,
      String state,
      Optional<Long> seq,
      Optional<Instant> at,
      long agents,
      long delegations,
      long liveTokens) {
    static StoppedView of(Answer answer) {
      if (!(answer instanceof Carried carried)) {
        throw new IllegalStateException("an order on a node waits for nobody");
      }
      return new StoppedView(
          carried.order().target().id(),
          carried.state().name().toLowerCase(Locale.ROOT),
          carried.mark().map(Mark::seq),
          carried.mark().map(Mark::at),
          carried.affected().agents(),
          carried.affected().delegations(),
          carried.affected().liveTokens());
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "delegate",
            "Delegate to an agent",
            "Lets another agent act on your behalf whenever it likes, by exchanging a token of"
                + " yours, until you take that back with revoke_child. It never gets more than you"
                + " have.",
            Hints.SETTLES,
            Schema.Struct.of("To whom").with("actor", id("The id of the agent that will act")),
            DELEGATED,
            this::delegate),
        new AgentTool(
            "revoke_child",
            "Stop what is below you",
            "Ends an agent that you spawned, or a delegation that you made, with everything below"
                + " it, at once and everywhere. What is revoked never lives again; what is"
                + " suspended only an administrator resumes.",
            Hints.ENDS,
            Schema.Struct.of("What, and why")
                .with("node", id("The id that spawn or delegate gave"))
                .maybe("mode", oneOf("How; revoke when absent", "revoke", "suspend"))
                .with(
                    "reason",
                    new Schema.Text("Why, in a word or a few", 100, Optional.of(REASON), List.of()))
                .maybe("comment", text("Why, in a sentence", 1_000)),
            STOPPED,
            this::stop));
  }

  private Uni<?> delegate(Arguments asked, Admitted caller) {
    Caller by = caller.by();
    return delegations
        .stand(by.node(), asked.id("actor"), by.actor().toString(), by.origin())
        .map(
            node ->
                new DelegatedView(
                    node.id().toString(),
                    node.actor().orElseThrow().toString(),
                    node.ceiling().maxTtl().toSeconds(),
                    node.createdAt()));
  }

  /** Whatever else the caller may stop: by this tool it is what is below, and never itself. */
  private Uni<?> stop(Arguments asked, Admitted caller) {
    Caller by = caller.by().reaching(Reach.BELOW);
    NodeId node = asked.id("node");
    if (node.equals(by.node()) || node.equals(by.actor())) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "node is yourself: this tool stops what is below you");
    }
    Mode mode = asked.maybeText("mode").flatMap(Mode::named).orElse(Mode.REVOKE);
    return revocations
        .order(
            Order.of(
                new Target.OfNode(node, Optional.empty()),
                mode,
                asked.text("reason"),
                asked.maybeText("comment").map(TreeTools::printable),
                Requester.of(by)))
        .map(StoppedView::of);
  }

  private static String printable(String comment) {
    if (comment.codePoints().anyMatch(TreeTools::isNoText)) {
      throw Arguments.invalid("comment has a character that is not text");
    }
    return comment;
  }

  private static boolean isNoText(int point) {
    return (Character.isISOControl(point) && "\n\r\t".indexOf(point) < 0)
        || Character.getType(point) == Character.SURROGATE;
  }
}
