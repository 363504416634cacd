package dev.avowry.revocation;

import dev.avowry.agent.Halt;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Optional;

/**
 * An order to take authority, or to give it back.
 *
 * @param target from what
 * @param mode how
 * @param tightening of {@link Mode#TIGHTEN}, and only of that: how far
 * @param halt what is to keep a node suspended, or no more
 * @param reason why, in a word: the code of a {@link Cause}, or other words
 * @param comment why, in a sentence
 * @param by who orders it
 * @param leave by whose leave
 */
public record Order(
    Target target,
    Mode mode,
    Optional<Tightening> tightening,
    Halt halt,
    String reason,
    Optional<String> comment,
    Requester by,
    Leave leave) {
  public Order {
    if (halt != Halt.ORDER && !(target instanceof Target.OfNode && mode.isForATime())) {
      throw refused("only a node is suspended by anything but an order");
    }
    if (target instanceof Target.OfToken && mode != Mode.REVOKE) {
      throw refused("a token can only be revoked: its client asks for another");
    }
    if (mode == Mode.TIGHTEN && !(target instanceof Target.OfNode)) {
      throw refused("only a node has a ceiling to tighten");
    }
    if (tightening.isPresent() != (mode == Mode.TIGHTEN)) {
      throw refused("ceiling belongs to the mode tighten, and to no other");
    }
    if (mode == Mode.SUSPEND
        && Target.classOf(target).equals(Optional.of(TokenClass.ADMINISTRATION))) {
      throw refused("what administers cannot be suspended as a whole: nobody could resume it");
    }
    if (Target.classOf(target).isEmpty() && leave instanceof Leave.BreakGlass) {
      throw refused("break_glass is for targets that need a second person");
    }
  }

  /** An order of somebody's own accord. */
  public Order(
      Target target,
      Mode mode,
      Optional<Tightening> tightening,
      String reason,
      Optional<String> comment,
      Requester by,
      Leave leave) {
    this(target, mode, tightening, Halt.ORDER, reason, comment, by, leave);
  }

  private static RuntimeException refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }

  /** An order that its sender alone may decide. */
  public static Order of(
      Target target, Mode mode, String reason, Optional<String> comment, Requester by) {
    return new Order(target, mode, Optional.empty(), reason, comment, by, new Leave.Own());
  }

  /**
   * What follows from the life of a sponsorship: the node is halted, or a halt is lifted, whatever
   * else keeps it suspended.
   *
   * @param mode {@link Mode#SUSPEND} or {@link Mode#RESUME}
   */
  public static Order halting(
      Target.OfNode target, Mode mode, Halt halt, String reason, Requester by) {
    return new Order(
        target, mode, Optional.empty(), halt, reason, Optional.empty(), by, new Leave.Own());
  }

  /**
   * Whether it waits for a second person: it reaches across every tree. Giving back does not, which
   * has to be another person's doing anyway.
   */
  boolean waits() {
    return Target.classOf(target).isPresent() && mode != Mode.RESUME && leave instanceof Leave.Own;
  }
}
