package dev.avowry.audit.http;

import dev.avowry.audit.Action;
import dev.avowry.audit.Action.Outcome;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of {@code POST /v1/audit/actions}: one action, or several in {@code actions}. */
record ActionRequest(
    Optional<String> action,
    Optional<String> resource,
    Optional<String> outcome,
    Optional<Instant> at,
    Optional<Map<String, String>> detail,
    Optional<String> correlationId,
    Optional<String> id,
    Optional<List<One>> actions) {
  private static final int MOST = 100;

  /** One of several. */
  record One(
      String action,
      String resource,
      String outcome,
      Optional<Instant> at,
      Optional<Map<String, String>> detail,
      Optional<String> correlationId,
      Optional<String> id) {
    Action toAction() {
      return new Action(
          action, resource, outcomeNamed(outcome), at, detail.orElse(Map.of()), correlationId, id);
    }
  }

  List<Action> toActions() {
    if (actions.isEmpty()) {
      return List.of(alone().toAction());
    }
    if (action.isPresent() || resource.isPresent() || outcome.isPresent()) {
      throw missing("actions stands alone");
    }
    List<One> several = actions.get();
    if (several.isEmpty() || several.size() > MOST) {
      throw missing("actions must have from 1 to " + MOST + " members");
    }
    return several.stream().map(One::toAction).toList();
  }

  private One alone() {
    return new One(
        action.orElseThrow(() -> missing("action is missing")),
        resource.orElseThrow(() -> missing("resource is missing")),
        outcome.orElseThrow(() -> missing("outcome is missing")),
        at,
        detail,
        correlationId,
        id);
  }

  private static Outcome outcomeNamed(String code) {
    return switch (code) {
      case "succeeded" -> Outcome.SUCCEEDED;
      case "failed" -> Outcome.FAILED;
      case "refused" -> Outcome.REFUSED;
      default -> throw missing("outcome must be one of succeeded, failed, refused");
    };
  }

  private static RuntimeException missing(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
