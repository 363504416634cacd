package dev.avowry.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips where no browser is installed, and says so; with {@code AVOWRY_BROWSER=required} nothing is
 * skipped, so that a missing browser fails.
 */
public final class WhereChromiumIs implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Chromium.isRequired() || Chromium.program().isPresent()
        ? ConditionEvaluationResult.enabled("a browser is installed, or has to be")
        : ConditionEvaluationResult.disabled("no Chromium is installed: apt-get install chromium");
  }
}
