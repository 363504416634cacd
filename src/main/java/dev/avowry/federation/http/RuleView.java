package dev.avowry.federation.http;

import dev.avowry.agent.AskedCeiling;
import dev.avowry.agent.Extent;
import dev.avowry.federation.Condition;
import dev.avowry.federation.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A rule on the wire. */
public record RuleView(
    String id,
    String trustedIssuer,
    Map<String, String> conditions,
    Optional<String> agent,
    Optional<MakesView> makes,
    Optional<QuarantineView> quarantine,
    String state,
    Instant createdAt) {
  /** How agents are made, and how many were. */
  public record MakesView(
      String sponsor,
      String kind,
      List<String> scopes,
      List<String> resources,
      Optional<Long> maxTtl,
      int maxDepth,
      int maxChildren,
      int atMost,
      int made) {
    static MakesView of(Rule.MakesAgent how) {
      AskedCeiling ceiling = how.ceiling();
      return new MakesView(
          how.sponsor().toString(),
          how.kind().code(),
          values(ceiling.scopes()),
          values(ceiling.resources()),
          ceiling.maxTtl().map(Duration::toSeconds),
          ceiling.maxDepth().orElse(0),
          ceiling.maxChildren().orElse(0),
          how.most(),
          how.made());
    }

    private static List<String> values(Extent extent) {
      String[] values = extent.toColumn();
      return values == null ? List.of() : List.of(values);
    }
  }

  /**
   * With what workloads wait for a decision.
   *
   * @param workloads how many wait now
   */
  public record QuarantineView(
      String sponsor,
      String kind,
      List<String> scopes,
      List<String> resources,
      Optional<Long> maxTtl,
      int maxWorkloads,
      int workloads) {
    static QuarantineView of(Rule.MakesAgent how) {
      MakesView made = MakesView.of(how);
      return new QuarantineView(
          made.sponsor(),
          made.kind(),
          made.scopes(),
          made.resources(),
          made.maxTtl(),
          made.atMost(),
          made.made());
    }
  }

  static RuleView of(Rule rule) {
    return new RuleView(
        rule.id().toString(),
        rule.issuer().toString(),
        rule.conditions().stream().collect(Collectors.toMap(Condition::claim, Condition::value)),
        rule.outcome() instanceof Rule.IsAgent is
            ? Optional.of(is.agent().toString())
            : Optional.empty(),
        rule.outcome() instanceof Rule.MakesAgent how
            ? Optional.of(MakesView.of(how))
            : Optional.empty(),
        rule.outcome() instanceof Rule.Quarantine(Rule.MakesAgent small)
            ? Optional.of(QuarantineView.of(small))
            : Optional.empty(),
        rule.state().name().toLowerCase(Locale.ROOT),
        rule.createdAt());
  }
}
