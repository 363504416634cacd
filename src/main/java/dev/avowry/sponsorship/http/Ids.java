package dev.avowry.sponsorship.http;

import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;

/** Ids in paths, queries and bodies. */
final class Ids {
  private Ids() {}

  /** The node that a path names. What is no id names nothing. */
  static NodeId ofPath(String text) {
    return NodeId.parse(text).orElseThrow(Ids::unknown);
  }

  /** The hand-over that a path names. */
  static HandOverId ofHandOver(String text) {
    return HandOverId.parse(text).orElseThrow(Ids::unknown);
  }

  /** The node that a query parameter or a member names. */
  static NodeId ofMember(String name, String text) {
    return NodeId.parse(text)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, name + " is not an id: 11 characters"));
  }

  private static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }
}
