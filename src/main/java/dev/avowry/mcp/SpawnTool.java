package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.many;
import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.oneOf;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.text;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.access.Admitted;
import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Authenticator;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Extent;
import dev.avowry.agent.NewAgent;
import dev.avowry.agent.Registered;
import dev.avowry.agent.Registry;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Jwk;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sub-agents without paperwork. */
@ApplicationScoped
class SpawnTool implements ToolSet {
  private static final Schema.Struct TAKES =
      Schema.Struct.of("Who it will be, and what it may hold at the most")
          .with("name", text("How humans call it", 200))
          .with("purpose", text("What it is for, in a sentence", 200))
          .maybe(
              "kind",
              oneOf(
                  "What it is; ai_agent when absent",
                  Arrays.stream(AgentKind.values()).map(AgentKind::code).toArray(String[]::new)))
          .with(
              "jwk",
              new Schema.Open(
                  "The public key (JWK, RFC 7517) by which it will prove itself; make the pair"
                      + " where the agent runs, and keep the private half there"))
          .maybe("scopes", new Schema.Many("Which of your scopes", text("A scope", 200), 200))
          .maybe(
              "resources",
              new Schema.Many("Where tokens of its may go", text("A resource's URI", 1_000), 200))
          .maybe("max_ttl", new Schema.Whole("How many seconds its tokens last", 1, 900))
          .maybe("max_depth", new Schema.Whole("Levels of agents below it", 0, 64))
          .maybe("max_children", new Schema.Whole("Agents directly below it", 0, 1_000_000))
          .maybe("expires_at", text("When it ends by itself, as in 2030-01-31T12:00:00Z", 40))
          .maybe("dpop_bound_access_tokens", new Schema.Flag("Its tokens are bound to its key"));

  private static final Schema.Struct SPAWNED =
      Schema.Struct.of("The agent; it asks for tokens as client_id at the token endpoint")
          .with("id", said("Its id, which is its client_id, and by which you can stop it"))
          .with("name", said("As it is registered"))
          .with("sponsor", said("The human who answers for it, as for you"))
          .with("scopes", many("What it may hold", said("A scope")))
          .with("resources", many("Where", said("A resource")))
          .with("max_ttl", number("Seconds"))
          .with("max_depth", number("Levels"))
          .with("max_children", number("Agents"))
          .maybe("expires_at", time("When it ends by itself"));

  private final Registry registry;

  SpawnTool(Registry registry) {
    this.registry = registry;
  }

  /** What was spawned. */
  record SpawnedView(
      String id,
      String name,
      String sponsor,
      List<String> scopes,
      List<String> resources,
      long maxTtl,
      int maxDepth,
      int maxChildren,
      Optional<Instant> expiresAt) {
    static SpawnedView of(Registered registered) {
      Agent agent = registered.agent();
      Ceiling ceiling = agent.node().ceiling();
      return new SpawnedView(
          agent.id().toString(),
          agent.name(),
          agent.node().sponsor().toString(),
          values(ceiling.scopes()),
          values(ceiling.resources()),
          ceiling.maxTtl().toSeconds(),
          ceiling.maxDepth(),
          ceiling.maxChildren(),
          agent.node().expiresAt());
    }

    /** What is asked for is always a list, so that any is never an answer. */
    private static List<String> values(Extent extent) {
      return extent instanceof Extent.Only only
          ? only.values().stream().sorted().toList()
          : List.of();
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "spawn",
            "Spawn a sub-agent",
            "Registers an agent below you, for which the same human answers. It never holds more"
                + " than you do, and ends when you end. Stop it with revoke_child.",
            Hints.MAKES,
            TAKES,
            SPAWNED,
            this::spawn));
  }

  private Uni<?> spawn(Arguments asked, Admitted caller) {
    Caller by = caller.by();
    if (by.isSponsor()) {
      throw Refusal.refused(
          Reason.FORBIDDEN, "only agents spawn: a human registers agents at POST /v1/agents");
    }
    return registry
        .registerBelow(by.node(), newAgent(asked), by.actor().toString(), by.origin())
        .map(SpawnedView::of);
  }

  private static NewAgent newAgent(Arguments asked) {
    return new NewAgent(
        asked.text("name"),
        asked.maybeText("kind").flatMap(AgentKind::named).orElse(AgentKind.AI_AGENT),
        asked.text("purpose"),
        Optional.empty(),
        new AskedCeiling(
            Bounds.scopes(asked.texts("scopes").orElse(List.of())),
            Bounds.resources(asked.texts("resources").orElse(List.of())),
            asked.maybeWhole("max_ttl").map(Bounds::maxTtl),
            asked.maybeWhole("max_depth").map(Bounds::maxDepth),
            asked.maybeWhole("max_children").map(Bounds::maxChildren)),
        List.of(new Authenticator.Key(Jwk.parse(asked.object("jwk")))),
        Optional.empty(),
        asked.maybeTime("expires_at"),
        BoundTokens.of(asked.flag("dpop_bound_access_tokens"), false));
  }
}
