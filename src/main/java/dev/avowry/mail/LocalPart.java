package dev.avowry.mail;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands before the {@code @} of an agent's address: letters of ASCII and digits, with single
 * dots and hyphens between them. Nothing in it can be written in two ways but for case, which has
 * no meaning here (RFC 5321 §2.4 leaves that to the host).
 *
 * @param text in small letters
 */
public record LocalPart(String text) {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 40;
  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(?:[.-][a-z0-9]+)*");
  private static final Pattern LETTER = Pattern.compile("[a-z]");
  private static final Pattern BETWEEN = Pattern.compile("[.-]");

  /**
   * Names to which others write without asking: RFC 2142, and those to which authorities for
   * certificates send what proves that a domain is somebody's (CA/Browser Forum BR §3.2.2.4.4).
   */
  private static final Set<String> RESERVED =
      Set.of(
          ("abuse admin administrator avowry billing bounce bounces contact daemon dmarc ftp "
                  + "help hostmaster info legal list mail mailer-daemon marketing mx news nobody noc "
                  + "no-reply noreply postmaster privacy root sales security smtp spam ssladmin "
                  + "ssl-admin sslwebmaster support sysadmin system tls-reports usenet uucp webmaster "
                  + "www")
              .split(" "));

  /** A name that an agent may be given; refused when it is of another form or taken for others. */
  public static LocalPart parse(String text) {
    require(
        text.length() >= SHORTEST
            && text.length() <= LONGEST
            && FORM.matcher(text).matches()
            && LETTER.matcher(text).find(),
        "local_part is 3 to 40 small letters of ASCII and digits, with single dots and hyphens"
            + " between them, and at least one letter");
    LocalPart part = new LocalPart(text);
    require(
        RESERVED.stream().noneMatch(name -> part.skeleton().equals(new LocalPart(name).skeleton())),
        "local_part is, or looks like, a name that is kept for those who run the domain");
    return part;
  }

  /** The name in an address as senders write it, in any case; empty when no agent has such one. */
  static Optional<LocalPart> written(String text) {
    if (text.length() > LONGEST || !text.chars().allMatch(c -> c < 0x80)) {
      return Optional.empty();
    }
    String small = text.toLowerCase(Locale.ROOT);
    return FORM.matcher(small).matches() ? Optional.of(new LocalPart(small)) : Optional.empty();
  }

  /** The same for all that look alike at a glance. */
  public String skeleton() {
    return BETWEEN
        .matcher(text)
        .replaceAll("")
        .replace('0', 'o')
        .replace('1', 'l')
        .replace('i', 'l')
        .replace('5', 's')
        .replace("rn", "m")
        .replace("vv", "w");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
