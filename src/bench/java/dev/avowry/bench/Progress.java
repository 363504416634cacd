package dev.avowry.bench;

/** Says what goes on, so that nobody wonders. */
final class Progress {
  private final long begun = System.nanoTime();

  /** One line. */
  void says(String line) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.println("[%6.1f s] %s".formatted(seconds, line));
  }
}
