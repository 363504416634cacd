package dev.avowry.bench;

/** A single wrong answer: what was measured with it says nothing. */
final class ScenarioFailed extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ScenarioFailed(String message) {
    super(message);
  }
}
