package dev.avowry.mcp;

import static dev.avowry.mcp.Schemas.id;
import static dev.avowry.mcp.Schemas.number;
import static dev.avowry.mcp.Schemas.said;

import dev.avowry.access.Admitted;
import dev.avowry.totp.Code;
import dev.avowry.totp.Codes;
import dev.avowry.totp.Website;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** One-time codes of second factors that an agent was given access to. */
@ApplicationScoped
class CodeTools implements ToolSet {
  private static final Schema.Struct CODE =
      Schema.Struct.of("A code: type it where it was asked for, and nowhere else")
          .with("code", said("The digits"))
          .with("digits", number("How many"))
          .maybe("period", number("For how many seconds a code is good"))
          .maybe("seconds_left", number("For how many of them this one still is"));

  private final Codes codes;

  CodeTools(Codes codes) {
    this.codes = codes;
  }

  /** A code. */
  record CodeView(
      String code, int digits, Optional<Integer> period, Optional<Integer> secondsLeft) {
    static CodeView of(Code code) {
      return new CodeView(
          code.value(),
          code.value().length(),
          code.window().map(Code.Window::period),
          code.window().map(Code.Window::left));
    }

    /** Without the code. */
    @Override
    public String toString() {
      return "CodeView[digits=" + digits + "]";
    }
  }

  @Override
  public List<AgentTool> tools() {
    return List.of(
        new AgentTool(
            "totp.code",
            "One-time code",
            "Gives you the present one-time code of a second factor, if somebody gave you access to"
                + " it. Say for which website you need it: a code for one site is refused for"
                + " another, which is how you notice a page that only looks like it.",
            Hints.USES,
            Schema.Struct.of("Of which factor, and for where")
                .with("factor", id("The factor's id, as vault.list gives it"))
                .maybe(
                    "origin",
                    Schemas.text("Where you will type it, as in https://example.com", 300)),
            CODE,
            this::code));
  }

  private Uni<?> code(Arguments asked, Admitted caller) {
    return codes
        .code(asked.id("factor"), asked.maybeText("origin").map(Website::parse), caller.by())
        .map(CodeView::of);
  }
}
