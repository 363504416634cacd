package dev.avowry.revocation;

import dev.avowry.agent.Bounds;
import dev.avowry.agent.Extent;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A resource server that is to be registered. What makes no sense is refused with {@link
 * Reason#INVALID_REQUEST}.
 *
 * @param agent by whose tokens it acknowledges
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
        uri -> require(isSecure(uri), "probe must be an https URI without user and fragment"));
  }

  private static List<String> sorted(List<String> resources) {
    return switch (Bounds.resources(resources)) {
      case Extent.Only only -> only.values().stream().sorted().toList();
      case Extent.Any any -> List.of();
    };
  }

  private static boolean isSecure(String uri) {
    try {
      URI parsed = new URI(uri);
      return uri.length() <= LONGEST_URI
          && "https".equals(parsed.getScheme())
          && parsed.getHost() != null
          && parsed.getRawUserInfo() == null
          && parsed.getRawFragment() == null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
