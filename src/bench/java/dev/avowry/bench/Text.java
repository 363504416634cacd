package dev.avowry.bench;

/** Figures as text. */
final class Text {
  private Text() {}

  /** Three digits where there is a fraction, groups where the number is large. */
  static String number(double value) {
    if (Math.abs(value) >= 100) {
      return "%,.0f".formatted(value);
    }
    return Math.abs(value) >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }

  /** KiB as MiB. */
  static String mebibytes(long kibibytes) {
    return number(kibibytes / 1024.0) + " MiB";
  }
}
