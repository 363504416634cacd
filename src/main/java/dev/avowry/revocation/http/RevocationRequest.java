package dev.avowry.revocation.http;

import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.TokenId;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Target;
import dev.avowry.web.Caller;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The body of {@code POST /v1/revocations}. */
record RevocationRequest(
    TargetRequest target,
    String mode,
    String reason,
    Optional<String> comment,
    Optional<Boolean> dryRun) {
  private static final Pattern REASON = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:-]{0,99}");
  private static final int LONGEST_COMMENT = 1000;

  /** Control characters but for line breaks and tabs, and halves of characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|\\p{Cs}");

  /** Exactly one member names the target. */
  record TargetRequest(
      Optional<String> node,
      Optional<String> agent,
      Optional<String> sponsor,
      Optional<String> credential,
      Optional<String> token) {
    Target toTarget() {
      if (Stream.of(node, agent, sponsor, credential, token).filter(Optional::isPresent).count()
          != 1) {
        throw invalid("target must have exactly one of node, agent, sponsor, credential, token");
      }
      return node.map(id -> ofNode("node", id, Optional.empty()))
          .or(() -> agent.map(id -> ofNode("agent", id, Optional.of(NodeKind.AGENT))))
          .or(() -> sponsor.map(id -> ofNode("sponsor", id, Optional.of(NodeKind.SPONSOR))))
          .or(() -> credential.map(TargetRequest::ofCredential))
          .or(() -> token.map(TargetRequest::ofToken))
          .orElseThrow();
    }

    private static Target ofNode(String member, String id, Optional<NodeKind> kind) {
      return new Target.OfNode(read(member, id, NodeId::parse), kind);
    }

    private static Target ofCredential(String id) {
      return new Target.OfCredential(read("credential", id, CredentialId::parse));
    }

    private static Target ofToken(String id) {
      return new Target.OfToken(read("token", id, TokenId::parse));
    }

    private static <T> T read(String member, String text, Function<String, Optional<T>> parse) {
      return parse.apply(text).orElseThrow(() -> invalid("target." + member + " is not an id"));
    }
  }

  Order toOrder(Caller by) {
    if (!REASON.matcher(reason).matches()) {
      throw invalid("reason must be a word or a few: letters, digits, spaces and . _ : -");
    }
    if (comment.filter(text -> text.length() > LONGEST_COMMENT).isPresent()) {
      throw invalid("comment is longer than " + LONGEST_COMMENT + " characters");
    }
    if (comment.filter(text -> UNPRINTABLE.matcher(text).find()).isPresent()) {
      throw invalid("comment has a character that is not text");
    }
    return new Order(
        target.toTarget(),
        modeFor(by),
        reason,
        comment,
        by.actor().toString(),
        by::reaches,
        by.origin());
  }

  /**
   * Whoever is above may take; only a human's office gives back, or an agent undid a human's stop.
   */
  private Mode modeFor(Caller by) {
    Mode asked =
        Mode.named(mode).orElseThrow(() -> invalid("mode must be one of revoke, suspend, resume"));
    if (asked == Mode.RESUME && !by.isAdmin()) {
      throw Refusal.refused(Reason.INSUFFICIENT_SCOPE, "only administrators may resume");
    }
    return asked;
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
