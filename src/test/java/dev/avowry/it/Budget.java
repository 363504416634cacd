package dev.avowry.it;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;

/**
 * Lets a property try for a time instead of a number of times, since machines differ: each for its
 * share of {@code -Davowry.model.time=PT40S}. The seed that a failure prints is tried again by
 * {@code -Davowry.model.seed=…}.
 */
final class Budget implements AroundPropertyHook, AroundTryHook {
  private static final Duration ALL =
      Duration.parse(System.getProperty("avowry.model.time", "PT40S"));
  private static final int SHARES = 2;

  private static long deadline;

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    Optional.ofNullable(System.getProperty("avowry.model.seed"))
        .filter(seed -> !seed.isEmpty())
        .ifPresent(context.attributes()::setSeed);
    deadline = System.nanoTime() + ALL.dividedBy(SHARES).toNanos();
    return property.execute();
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor one, List<Object> parameters) {
    TryExecutionResult result = one.execute(parameters);
    boolean over = System.nanoTime() - deadline > 0;
    return over && result.isSatisfied() ? TryExecutionResult.satisfied(true) : result;
  }
}
