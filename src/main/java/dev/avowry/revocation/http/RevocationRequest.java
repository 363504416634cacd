package dev.avowry.revocation.http;

import dev.avowry.agent.Bounds;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.revocation.Leave;
import dev.avowry.revocation.Mode;
import dev.avowry.revocation.Order;
import dev.avowry.revocation.Requester;
import dev.avowry.revocation.Target;
import dev.avowry.revocation.Tightening;
import dev.avowry.web.Caller;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The body of {@code POST /v1/revocations}. */
record RevocationRequest(
    TargetRequest target,
    String mode,
    Optional<CeilingRequest> ceiling,
    String reason,
    Optional<String> comment,
    Optional<Boolean> breakGlass,
    Optional<Boolean> dryRun) {
  private static final Pattern REASON = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._:-]{0,99}");
  private static final int LONGEST_COMMENT = 1000;

  /** Control characters but for line breaks and tabs, and halves of characters. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\r\\t]]|\\p{Cs}");

  /** What is to come down; what is absent stays. */
  record CeilingRequest(
      Optional<List<String>> scopes,
      Optional<List<String>> resources,
      Optional<Integer> maxTtl,
      Optional<Integer> maxDepth,
      Optional<Integer> maxChildren,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    Tightening toTightening() {
      return new Tightening(
          scopes.map(Bounds::scopes),
          resources.map(Bounds::resources),
          maxTtl.map(Bounds::maxTtl),
          maxDepth.map(Bounds::maxDepth),
          maxChildren.map(Bounds::maxChildren),
          authorizationDetails.map(Optional::of).map(Bounds::authorizationDetails));
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
        targetFor(by),
        modeFor(by),
        ceiling.map(CeilingRequest::toTightening),
        reason,
        comment,
        requester(by),
        breakGlass.orElse(false) ? new Leave.BreakGlass() : new Leave.Own());
  }

  /** Who calls, as who orders or approves. */
  static Requester requester(Caller by) {
    return Requester.of(by);
  }

  /** A class of tokens hangs on no node, so that nobody is above it but who is above all. */
  private Target targetFor(Caller by) {
    Target asked = target.toTarget();
    if (Target.classOf(asked).isPresent() && !by.reachesEverything()) {
      throw Refusal.refused(
          Reason.INSUFFICIENT_SCOPE, "only who may stop every tree may act on a class of tokens");
    }
    return asked;
  }

  /**
   * Whoever is above may take; only a human's office gives back, or an agent undid a human's stop.
   */
  private Mode modeFor(Caller by) {
    Mode asked =
        Mode.named(mode)
            .orElseThrow(() -> invalid("mode must be one of revoke, suspend, resume, tighten"));
    if (asked == Mode.RESUME && !by.isAdmin()) {
      throw Refusal.refused(Reason.INSUFFICIENT_SCOPE, "only administrators may resume");
    }
    return asked;
  }

  static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
