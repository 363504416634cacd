package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.said;
import static dev.avowry.mcp.Schemas.text;
import static dev.avowry.mcp.Schemas.time;

import dev.avowry.agent.Death;
import dev.avowry.kernel.NodeId;
import dev.avowry.ledger.EventLine;
import dev.avowry.sign.AgentKey;
import dev.avowry.sign.HttpMessage;
import dev.avowry.sign.Payload;
import dev.avowry.sign.Verdict;
import dev.avowry.sign.Verifying;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What became of a signature that an agent is shown. */
@ApplicationScoped
class VerifyTool implements ToolSet {
  private static final int LONGEST = 60_000;

  private static final Schema.Struct TAKES =
      Schema.Struct.of("Exactly one of jws and http")
          .maybe("jws", text("A compact JWS", LONGEST))
          .maybe("payload", text("What a detached JWS is about, base64url", LONGEST))
          .maybe(
              "http",
              Schema.Struct.of("A request as it came, with the headers of its signature")
                  .with("method", text("As in GET", 20))
                  .with("url", text("Where it went, with its query", 4_096))
                  .with("headers", new Schema.Named("By name", text("A value", 8_192), 100))
                  .maybe("label", text("Of the signature, where there are several", 64)));

  private static final Schema.Struct GIVES =
      Schema.Struct.of("The verdict")
          .with("valid", new Schema.Flag("Whether it counts"))
          .maybe("reason", said("Why it does not"))
          .maybe("agent", said("Who signed"))
          .maybe("sponsor", said("The human who answers for them"))
          .maybe("signed_at", time("When"))
          .maybe("fence", number("The last revocation that was known then"))
          .maybe("agent_state", said("What has become of them since"));

  private final Verifying verifying;

  VerifyTool(Verifying verifying) {
    this.verifying = verifying;
  }

  /** A verdict. */
  record VerdictView(
      boolean valid,
      Optional<String> reason,
      Optional<String> agent,
      Optional<String> sponsor,
      Optional<Instant> signedAt,
      Optional<Long> fence,
      Optional<String> agentState) {
    static VerdictView of(Verdict verdict) {
      Optional<EventLine> row = verdict.row();
      return new VerdictView(
          verdict.isValid(),
          verdict.flaw().map(Verdict.Flaw::code),
          verdict.key().map(AgentKey::agent).map(NodeId::toString),
          row.flatMap(EventLine::sponsor).map(NodeId::toString),
          row.map(EventLine::at),
          verdict.fence(),
          row.map(any -> verdict.death().map(Death::state).orElse("live")));
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "identity.verify",
            "Verify a signature",
            "Tells whether a signature of an agent of this issuer counts, who made it, who answers"
                + " for them, and what has become of them since.",
            Hints.LOOKS,
            TAKES,
            GIVES,
            (asked, caller) -> verdict(asked).map(VerdictView::of)));
  }

  private Uni<Verdict> verdict(Arguments asked) {
    Optional<String> jws = asked.maybeText("jws");
    Optional<Arguments> http = asked.maybe("http");
    Optional<Payload> payload =
        asked.maybeText("payload").map(text -> Payload.parse("payload", text));
    if (jws.isPresent() == http.isPresent() || (payload.isPresent() && jws.isEmpty())) {
      throw Arguments.invalid("exactly one of jws and http must be there; payload goes with jws");
    }
    return jws.map(text -> verifying.verify(text, payload))
        .orElseGet(() -> shown(http.orElseThrow()));
  }

  private Uni<Verdict> shown(Arguments http) {
    return verifying.verify(
        HttpMessage.of(http.text("method"), http.text("url"), http.named("headers").orElseThrow()),
        http.maybeText("label"));
  }
}
