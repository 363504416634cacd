package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.many;
import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.access.Left;
import dev.avowry.access.Myself;
import dev.avowry.access.Tool;
import dev.avowry.access.UsedCredential;
import dev.avowry.access.WhoAmI;
import dev.avowry.agent.Client;
import dev.avowry.token.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who an agent is here, and what it may. */
@ApplicationScoped
class IdentityTools implements ToolSet {
  private static final Schema.Struct GIVES =
      Schema.Struct.of("Who you are here, and what you may")
          .with("subject", said("On whose behalf you act; your own id when on nobody's"))
          .maybe("agent", said("Your id; absent when a human calls"))
          .maybe("name", said("As you are registered"))
          .maybe("purpose", said("What you are registered for"))
          .with("sponsor", said("The human who answers for you"))
          .maybe("sponsor_name", said("How they are called"))
          .maybe("mailbox", said("The address at which you receive mail"))
          .with("scopes", many("What this token allows", said("A scope")))
          .with("acting", many("Who acts and who acted before, you first", said("An id")))
          .with("expires_at", time("When this token ends"))
          .with("seconds_left", number("Until then"))
          .maybe("levels_left", number("How many levels of agents there may be below you"))
          .maybe("children_left", number("How many agents you may still spawn"))
          .maybe("advice", said("What had better be done about your credential"))
          .with(
              "tools",
              many(
                  "What there is to call here or over HTTP, also what you may not",
                  Schema.Struct.of("A tool")
                      .with("name", said("As tools/list names it, where it is a tool here"))
                      .with("allowed", new Schema.Flag("Whether you may"))
                      .maybe("why_not", said("Why you may not"))));

  private final WhoAmI whoAmI;

  IdentityTools(WhoAmI whoAmI) {
    this.whoAmI = whoAmI;
  }

  /** The caller. */
  record SelfView(
      String subject,
      Optional<String> agent,
      Optional<String> name,
      Optional<String> purpose,
      String sponsor,
      Optional<String> sponsorName,
      Optional<String> mailbox,
      List<String> scopes,
      List<String> acting,
      Instant expiresAt,
      long secondsLeft,
      Optional<Integer> levelsLeft,
      Optional<Integer> childrenLeft,
      Optional<String> advice,
      List<ToolView> tools) {
    static SelfView of(Myself self) {
      Optional<Client> agent = self.agent();
      return new SelfView(
          self.by().subject().toString(),
          agent.map(it -> it.agent().id().toString()),
          agent.map(it -> it.agent().name()),
          agent.map(it -> it.agent().purpose()),
          self.by().sponsor().toString(),
          self.sponsorName(),
          self.address(),
          self.by().scopes().stream().sorted().toList(),
          self.token().claims().actors().stream().map(Actor::sub).toList(),
          self.token().claims().expiresAt(),
          Math.max(0, self.remaining().toSeconds()),
          self.left().map(Left::depth),
          self.left().map(Left::children),
          self.used().flatMap(UsedCredential::advice),
          self.tools().stream().map(ToolView::of).toList());
    }
  }

  /** A tool, and why not. */
  record ToolView(String name, boolean allowed, Optional<String> whyNot) {
    static ToolView of(Tool tool) {
      return new ToolView(tool.name(), tool.isAllowed(), tool.whyNot());
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "identity.whoami",
            "Who am I",
            "Tells who you are here, who answers for you, what your token allows and until when,"
                + " and for every tool whether you may call it or why not. Call it first, and"
                + " whenever something is refused.",
            Hints.LOOKS,
            Schema.Struct.of("Nothing"),
            GIVES,
            (none, caller) -> whoAmI.of(caller.by(), caller.token()).map(SelfView::of)));
  }
}
