package dev.avowry.vault;

import dev.avowry.agent.Text;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is said of a secret, to find it by and to look after it.
 *
 * @param tags words to find it by
 * @param expiresAt when what it opens ends by itself; it is given to nobody from then on
 * @param rotateAt when somebody wants it replaced
 */
public record About(
    String name, Set<String> tags, Optional<Instant> expiresAt, Optional<Instant> rotateAt) {
  private static final int MOST_TAGS = 20;
  private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9:._-]{0,39}");

  public About {
    tags = Set.copyOf(tags);
    Text.line("name", name);
    if (tags.size() > MOST_TAGS || !tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "tags are at most %d, each like %s".formatted(MOST_TAGS, TAG.pattern()));
    }
  }

  boolean isOver(Instant now) {
    return expiresAt.map(end -> !now.isBefore(end)).orElse(false);
  }
}
