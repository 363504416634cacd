package dev.avowry.agent.http;

import dev.avowry.agent.Extent;
import java.util.List;
import java.util.Optional;

/** An extent on the wire: the values in order, or absent for any. */
final class ExtentView {
  private ExtentView() {}

  static Optional<List<String>> of(Extent extent) {
    return switch (extent) {
      case Extent.Any any -> Optional.empty();
      case Extent.Only only -> Optional.of(only.values().stream().sorted().toList());
    };
  }
}
