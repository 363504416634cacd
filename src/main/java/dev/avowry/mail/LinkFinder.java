package dev.avowry.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the link that a message asks to be followed, among those that lead to a domain that whoever
 * asks has named: over TLS, to no other port, and spelled in ASCII. Of two that could be it neither
 * is.
 */
final class LinkFinder {
  private static final int LONGEST = 1_000;
  private static final int TLS_PORT = 443;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~&&[^\\\\\"<>^`{|}]]+");

  private static final Pattern MEANT =
      Pattern.compile(
          "verif|confirm|activat|magic|log[ -]?in|sign[ -]?in|signup|sign-up|reset|validat|token|invit|accept|auth"
              + "|bestätig|best%c3%a4tig|bestaetig|passwor|aktivier|anmeld|connexion|vérifi|confirmar|accede",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern NOT_MEANT =
      Pattern.compile(
          "unsubscrib|opt-?out|preferences|privacy|terms|help|support|faq|contact|imprint|impressum|abmeld"
              + "|datenschutz|settings|notification|report|not-?me|wasn|didn|cancel|secure-?account|deny|decline|blog",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private LinkFinder() {}

  /** The link; empty when there is none, or more than one. */
  static Optional<String> find(List<Letter.Link> links, String domain) {
    List<String> meant =
        links.stream()
            .filter(link -> leadsTo(link.target(), domain))
            .filter(link -> isMeant(link))
            .map(Letter.Link::target)
            .distinct()
            .toList();
    return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
  }

  private static boolean isMeant(Letter.Link link) {
    String rest = link.target().replaceFirst("(?i)^https://[^/?#]*", "");
    return MEANT.matcher(rest + " " + link.words()).find()
        && !NOT_MEANT.matcher(rest + " " + link.words()).find();
  }

  /** Whether the host is the domain, or below it; by the whole of its labels. */
  private static boolean leadsTo(String target, String domain) {
    if (target.length() > LONGEST || !PRINTABLE.matcher(target).matches()) {
      return false;
    }
    try {
      URI uri = new URI(target);
      String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
      return "https".equalsIgnoreCase(uri.getScheme())
          && uri.getRawUserInfo() == null
          && (uri.getPort() == -1 || uri.getPort() == TLS_PORT)
          && Domains.isWithin(host, domain);
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }
}
