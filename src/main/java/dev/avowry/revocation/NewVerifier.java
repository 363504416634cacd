package dev.avowry.revocation;

import dev.avowry.agent.Bounds;
import dev.avowry.agent.Extent;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A resource server that is to be registered. What makes no sense is refused with {@link
 * Reason#INVALID_REQUEST}.
 *
 * @param agent by whose tokens it acknowledges
 * @param probe where it can be asked whether it lets a token in
 */
public record NewVerifier(
    NodeId agent, String name, List<String> resources, Optional<String> probe) {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URI = 500;
  private static final int MOST_RESOURCES = 100;
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  public NewVerifier {
    require(
        !name.isBlank() && name.length() <= LONGEST_NAME && !INVISIBLE.matcher(name).find(),
        "name must have from 1 to " + LONGEST_NAME + " characters that can be seen");
    require(
        !resources.isEmpty() && resources.size() <= MOST_RESOURCES,
        "resources must have from 1 to " + MOST_RESOURCES + " members");
    resources = sorted(resources);
    probe.ifPresent(
        uri ->
            require(
                uri.length() <= LONGEST_URI,
                "probe must have at most " + LONGEST_URI + " characters"));
  }

  private static List<String> sorted(List<String> resources) {
    return switch (Bounds.resources(resources)) {
      case Extent.Only only -> only.values().stream().sorted().toList();
      case Extent.Any any -> List.of();
    };
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
