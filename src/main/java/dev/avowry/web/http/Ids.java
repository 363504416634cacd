package dev.avowry.web.http;

import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.HandOverId;
import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.web.Caller;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Ids in paths and queries, and whether the caller may know of what they name. */
public final class Ids {
  private Ids() {}

  /** The node that a path names. What is no id names nothing, which is no other answer than 404. */
  public static NodeId ofPath(String text) {
    return NodeId.parse(text).orElseThrow(Ids::unknown);
  }

  /** The credential that a path names. */
  public static CredentialId ofCredential(String text) {
    return CredentialId.parse(text).orElseThrow(Ids::unknown);
  }

  /** The message that a path names. */
  public static MailId ofMail(String text) {
    return MailId.parse(text).orElseThrow(Ids::unknown);
  }

  /** The hand-over that a path names. */
  public static HandOverId ofHandOver(String text) {
    return HandOverId.parse(text).orElseThrow(Ids::unknown);
  }

  /** The node that a query parameter or a member names. */
  public static NodeId ofMember(String name, String text) {
    return NodeId.parse(text)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, name + " is not an id: 11 characters"));
  }

  /** What was found, if the caller reaches it; the same refusal for absent and for not yours. */
  public static <T> T reachable(
      Caller caller, Optional<T> found, Function<T, List<NodeId>> lineage) {
    return found.filter(it -> caller.reaches(lineage.apply(it))).orElseThrow(Ids::unknown);
  }

  /** What names nothing that the caller may know of. */
  public static Refused unknown() {
    return Refusal.refused(
        Reason.NOT_FOUND, "there is no such thing, or it is not yours to know of");
  }
}
