package dev.avowry.console.http;

import dev.avowry.agent.Lineage;
import dev.avowry.console.Twig;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.revocation.Cause;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Preview;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Target;
import dev.avowry.web.Caller;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The dialogue before a node and everything below it is stopped, or given back.
 *
 * @param preview what would become of it now
 * @param agents some of those that would end
 * @param problem what was wrong with the form that was sent
 */
record StopForm(
    Lineage lineage,
    Twig twig,
    Mode mode,
    Preview preview,
    List<Twig> agents,
    Optional<String> cause,
    Optional<String> comment,
    Optional<String> problem) {
  /** Where more die, the name is typed: a wrong click ends no department. */
  private static final long UNCONFIRMED = 10;

  private static final int LONGEST_COMMENT = 1000;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|\\p{Cs}");

  /** Those that a human chooses from. */
  public List<Cause> causes() {
    return Arrays.stream(Cause.values()).filter(cause -> cause != Cause.CLIENT_REQUEST).toList();
  }

  /** How many nodes would end. */
  public long ending() {
    var affected = preview.carried().affected();
    return affected.agents() + affected.delegations();
  }

  /** Whether the name has to be typed. */
  public boolean needsName() {
    return mode != Mode.RESUME && ending() > UNCONFIRMED;
  }

  /** Whether anything would change. */
  public boolean changes() {
    return preview.carried().ends() || mode == Mode.RESUME;
  }

  /** How many agents end that are not named. */
  public long unnamed() {
    return Math.max(0, preview.carried().affected().agents() - agents.size());
  }

  /** Whether that cause is chosen. */
  public boolean isChosen(Cause one) {
    return cause.filter(one.code()::equals).isPresent();
  }

  /** What the button says. */
  public String verb() {
    return switch (mode) {
      case REVOKE -> "Stop it for ever";
      case SUSPEND -> "Suspend it";
      case RESUME -> "Resume it";
      case TIGHTEN -> "Tighten it";
    };
  }

  /** What the page is called. */
  public String title() {
    return switch (mode) {
      case REVOKE -> "Stop for ever:";
      case SUSPEND -> "Suspend";
      case RESUME -> "Resume";
      case TIGHTEN -> "Tighten";
    };
  }

  /** What it means. */
  public String meaning() {
    return switch (mode) {
      case REVOKE ->
          "It and everything below it ends now and never lives again. All its tokens die.";
      case SUSPEND ->
          "It and everything below it stops until somebody resumes it. Tokens that are out stay"
              + " dead even then.";
      case RESUME -> "It and what is below may be issued tokens again. Older tokens stay dead.";
      case TIGHTEN -> "Its ceiling comes down.";
    };
  }

  /** The same with what was wrong. */
  StopForm refusing(String why) {
    return new StopForm(lineage, twig, mode, preview, agents, cause, comment, Optional.of(why));
  }

  /** What is wrong with what was sent; empty for nothing. */
  Optional<String> fault(String typed) {
    if (cause.flatMap(StopForm::known).isEmpty()) {
      return Optional.of("Choose a reason.");
    }
    if (comment.filter(text -> text.length() > LONGEST_COMMENT).isPresent()) {
      return Optional.of("The comment is longer than " + LONGEST_COMMENT + " characters.");
    }
    if (comment.filter(text -> UNPRINTABLE.matcher(text).find()).isPresent()) {
      return Optional.of("The comment has a character that is not text.");
    }
    return needsName() && !typed.equals(twig.name())
        ? Optional.of("Type the name exactly as it stands there.")
        : Optional.empty();
  }

  /** The order that the form means. */
  Order order(Caller by) {
    return order(lineage, mode, cause.orElse(Cause.OTHER.code()), comment, by);
  }

  static Order order(
      Lineage lineage, Mode mode, String cause, Optional<String> comment, Caller by) {
    return Order.of(
        new Target.OfNode(lineage.node().id(), Optional.empty()),
        mode,
        cause,
        comment,
        Requester.of(by));
  }

  /** Where its form is sent to, below the node. */
  public String place() {
    return mode == Mode.RESUME ? "resume" : "stop";
  }

  /** The mode of that code, if it is one that stops. */
  static Mode mode(String code) {
    return Mode.named(code)
        .filter(mode -> mode == Mode.REVOKE || mode == Mode.SUSPEND)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "mode must be revoke or suspend"));
  }

  private static Optional<Cause> known(String code) {
    return Arrays.stream(Cause.values()).filter(cause -> cause.code().equals(code)).findFirst();
  }
}
