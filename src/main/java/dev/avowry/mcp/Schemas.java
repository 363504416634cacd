package dev.avowry.mcp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Forms that several tools have. */
final class Schemas {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{11}");
  private static final int LONG = 65_536;

  private Schemas() {}

  /** Of a node, an agent, a secret. */
  static Schema id(String about) {
    return new Schema.Text(about, 11, Optional.of(ID), List.of());
  }

  static Schema text(String about, int longest) {
    return new Schema.Text(about, longest, Optional.empty(), List.of());
  }

  static Schema oneOf(String about, String... values) {
    return new Schema.Text(about, LONG, Optional.empty(), List.of(values));
  }

  /** Text that we make. */
  static Schema said(String about) {
    return text(about, LONG);
  }

  static Schema time(String about) {
    return said(about + "; RFC 3339");
  }

  static Schema number(String about) {
    return new Schema.Whole(about, 0, Integer.MAX_VALUE);
  }

  static Schema many(String about, Schema each) {
    return new Schema.Many(about, each, 1_000);
  }
}
