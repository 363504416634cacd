package dev.avowry.provenance;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a domain asks of those who have mail in its name, RFC 9989 §4.7.
 *
 * @param own policy for the domain itself
 * @param below policy for domains below it that there are
 * @param missing policy for those that there are not
 * @param strictDkim whether nothing but the same domain is aligned
 * @param strictSpf the same for SPF
 * @param role what it says of its place
 */
record DmarcRecord(
    Policy own, Policy below, Policy missing, boolean strictDkim, boolean strictSpf, Role role) {
  private static final String VERSION = "DMARC1";

  /** What becomes of mail that fails. */
  enum Policy {
    NONE,
    QUARANTINE,
    REJECT
  }

  /** The tag {@code psd}. */
  enum Role {
    /** Organizations are below it. */
    SUFFIX,
    /** It is an organization. */
    ORGANIZATION,
    UNKNOWN
  }

  /** The one record among texts; empty when there is none, or are several, §4.10. */
  static Optional<DmarcRecord> read(List<String> texts) {
    List<DmarcRecord> all =
        texts.stream()
            .flatMap(text -> TagList.read(text).stream())
            .filter(tags -> tags.beginsWith("v", VERSION))
            .map(DmarcRecord::read)
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static DmarcRecord read(TagList tags) {
    boolean tested = tags.packed("t").filter("y"::equalsIgnoreCase).isPresent();
    Policy own = policy(tags, "p", Policy.NONE, tested);
    Policy below = policy(tags, "sp", own, tested);
    return new DmarcRecord(
        own,
        below,
        policy(tags, "np", below, tested),
        isStrict(tags, "adkim"),
        isStrict(tags, "aspf"),
        role(tags));
  }

  private static Policy policy(TagList tags, String tag, Policy usual, boolean tested) {
    Optional<String> said = tags.packed(tag).map(text -> text.toLowerCase(Locale.ROOT));
    return said.map(
            text ->
                switch (text) {
                  case "reject" -> tested ? Policy.QUARANTINE : Policy.REJECT;
                  case "quarantine" -> tested ? Policy.NONE : Policy.QUARANTINE;
                  case "none" -> Policy.NONE;
                  default -> usual;
                })
        .orElse(usual);
  }

  private static boolean isStrict(TagList tags, String tag) {
    return tags.packed(tag).filter("s"::equalsIgnoreCase).isPresent();
  }

  private static Role role(TagList tags) {
    return switch (tags.packed("psd").orElse("u").toLowerCase(Locale.ROOT)) {
      case "y" -> Role.SUFFIX;
      case "n" -> Role.ORGANIZATION;
      default -> Role.UNKNOWN;
    };
  }
}
