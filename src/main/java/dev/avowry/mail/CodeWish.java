package dev.avowry.mail;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.provenance.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an agent waits for.
 *
 * @param senderDomain the message is from an address there or below
 * @param kind a code or a link
 * @param linkDomain where the link leads, or below
 * @param since when the message came at the earliest
 * @param patience how long it is waited for
 * @param verified whether its sender has to be, whatever the operator permits
 */
public record CodeWish(
    String senderDomain,
    Kind kind,
    String linkDomain,
    Instant since,
    Duration patience,
    boolean verified) {
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

  /** How long somebody may wait at the most. */
  public static final Duration LONGEST_PATIENCE = Duration.ofSeconds(60);

  private static final Duration USUAL_AGE = Duration.ofMinutes(10);
  private static final Duration GREATEST_AGE = Duration.ofHours(1);

  /** RFC 1035 §2.3.1 with two labels at the least: no mail comes from all of {@code com}. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{3,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+"
              + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /** What is looked for. */
  public enum Kind {
    CODE,
    LINK
  }

  /**
   * What somebody asks for, with what is usual for what they do not say; refused when it is not
   * within bounds.
   *
   * @param linkDomain empty for the sender's
   * @param since empty for ten minutes ago
   * @param seconds empty for thirty
   * @param verified empty for what the operator demands
   */
  public static CodeWish of(
      String senderDomain,
      Kind kind,
      Optional<String> linkDomain,
      Optional<Instant> since,
      Optional<Integer> seconds,
      Optional<Boolean> verified,
      Instant now) {
    Duration patience = seconds.map(Duration::ofSeconds).orElse(USUAL_PATIENCE);
    require(
        !patience.isNegative() && patience.compareTo(LONGEST_PATIENCE) <= 0,
        "wait_seconds is from 0 to 60");
    Instant from = since.orElse(now.minus(USUAL_AGE));
    require(
        !from.isBefore(now.minus(GREATEST_AGE)) && !from.isAfter(now.plus(LONGEST_PATIENCE)),
        "since is within the last hour");
    return new CodeWish(
        domain("sender_domain", senderDomain),
        kind,
        domain("link_domain", linkDomain.orElse(senderDomain)),
        from,
        patience,
        verified.orElse(false));
  }

  private static String domain(String member, String name) {
    require(
        DOMAIN.matcher(name).matches(), member + " is a domain in small letters, with a dot in it");
    return name;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  /** What a message has of it. */
  Optional<String> in(Heading heading, Letter letter) {
    return switch (kind) {
      case CODE -> CodeFinder.find(heading.subject(), letter.text());
      case LINK -> LinkFinder.find(letter.links(), linkDomain);
    };
  }

  /** Whether the message may be believed to be from whom it says, as far as that is demanded. */
  boolean believes(Heading heading, MailConfig.CodesFrom demanded) {
    return heading.verdict().filter(Verdict::aligned).isPresent()
        || (demanded == MailConfig.CodesFrom.ANY && !verified);
  }

  /** Whether the message says that it is from there. */
  boolean isFrom(Heading heading) {
    return heading
        .from()
        .filter(sender -> Domains.isWithin(sender.domain(), senderDomain))
        .isPresent();
  }
}
