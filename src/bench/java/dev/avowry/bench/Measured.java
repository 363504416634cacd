package dev.avowry.bench;

import dev.avowry.bench.target.Scenario;
import java.util.List;

/**
 * What one target did in one scenario.
 *
 * @param closed the rounds of the closed loop
 * @param constant the one at a constant rate
 */
record Measured(Scenario scenario, String target, List<Round> closed, Round constant) {

  Spread perSecond() {
    return Spread.of(closed, Round::perSecond);
  }

  Spread perCpuSecond() {
    return Spread.of(closed, Round::perCpuSecond);
  }

  /** The latency, in milliseconds, under the highest load. */
  Spread closedMillis(double percentile) {
    return Spread.of(closed, round -> round.sample().millis(percentile));
  }
}
