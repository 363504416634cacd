package dev.avowry.rotation;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** How rotations go, for whoever runs the service. */
@ApplicationScoped
class RotationMeters {
  private final MeterRegistry registry;

  RotationMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts a try by what it came to; what did not work by what was in the way. */
  void tried(Task task, Step step) {
    String outcome =
        switch (step) {
          case Step.Works works -> "rotated";
          case Step.Made made -> "rotated";
          case Step.Overtaken overtaken -> "overtaken";
          case Step.Gone gone -> "gone";
          case Step.Stuck(Snag snag) -> snag.code();
        };
    registry
        .counter("avowry.rotation.tries", "method", task.plan().method().code(), "outcome", outcome)
        .increment();
  }
}
