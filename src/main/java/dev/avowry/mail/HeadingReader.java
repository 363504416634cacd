package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a message says of itself. Whatever is not clear is not there: a reader who takes one
 * of two {@code From} for the other is what forgers live of.
 */
final class HeadingReader {
  private static final int MOST_HEADER_BYTES = 64 * 1024;
  private static final int LONGEST_LINE = 500;
  private static final int LONGEST_NAME = 250;
  private static final int MOST_REFERENCES = 20;

  /** Control and format characters, bidirectional marks among them, and line separators. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

  /** RFC 5322 §3.4.1 without quotes, comments and literals: in these nobody reads another. */
  static final String ADDRESS =
      "([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
          + "@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
          + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)";

  private static final Pattern BARE =
      Pattern.compile("\\s*" + ADDRESS + "\\s*(?:\\(([^()\\\\]*)\\)\\s*)?");

  /** What stands before the angle brackets has nothing in it by which an address begins or ends. */
  private static final Pattern NAMED =
      Pattern.compile(
          "((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\"<>,:;@\\[\\]\\\\])*+)<" + ADDRESS + ">\\s*");

  private static final int LONGEST_ADDRESS = 254;

  /** RFC 5322 §3.6.4. */
  private static final Pattern NAME = Pattern.compile("<([!-~&&[^<>]]+)>");

  private HeadingReader() {}

  /** What the message says of itself. */
  static Heading read(SecretBytes message) {
    InternetHeaders headers = headers(message.exposeSecret());
    List<String> names = names(headers, "Message-ID");
    List<String> references = new ArrayList<>(names(headers, "References"));
    references.addAll(names(headers, "In-Reply-To"));
    return new Heading(
        from(headers),
        text(only(headers, "Subject").orElse("")),
        only(headers, "Date").flatMap(HeadingReader::date),
        names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty(),
        references.stream()
            .distinct()
            .skip(Math.max(0, references.stream().distinct().count() - MOST_REFERENCES))
            .toList(),
        Optional.empty());
  }

  private static InternetHeaders headers(byte[] message) {
    try {
      return new InternetHeaders(
          new ByteArrayInputStream(message, 0, Math.min(message.length, MOST_HEADER_BYTES)));
    } catch (MessagingException unreadable) {
      return new InternetHeaders();
    }
  }

  /** The one header of that name; empty also when there are several, RFC 5322 §3.6. */
  private static Optional<String> only(InternetHeaders headers, String name) {
    String[] found = headers.getHeader(name);
    return found == null || found.length != 1 ? Optional.empty() : Optional.of(found[0]);
  }

  private static Optional<Sender> from(InternetHeaders headers) {
    return only(headers, "From").flatMap(HeadingReader::sender);
  }

  /**
   * Read by a grammar of our own, of which nothing is left over: libraries take the first of what
   * looks like two addresses, or the last, and let go of the rest.
   */
  private static Optional<Sender> sender(String from) {
    String line = MimeUtility.unfold(from);
    Matcher bare = BARE.matcher(line);
    if (bare.matches()) {
      return sender(bare.group(2), bare.group(1));
    }
    Matcher named = NAMED.matcher(line);
    return named.matches() ? sender(named.group(1), named.group(2)) : Optional.empty();
  }

  private static Optional<Sender> sender(@Nullable String name, String address) {
    return address.length() <= LONGEST_ADDRESS
        ? Optional.of(new Sender(name == null ? "" : text(unquoted(name)), inSmallLetters(address)))
        : Optional.empty();
  }

  private static String unquoted(String name) {
    return name.replaceAll("\\\\(.)", "$1").replace("\"", "");
  }

  private static String inSmallLetters(String address) {
    int at = address.lastIndexOf('@');
    return address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT);
  }

  /** A line as it was meant, RFC 2047, of which everything can be seen. */
  static String text(String raw) {
    String cleaned = INVISIBLE.matcher(decoded(raw)).replaceAll(" ").strip();
    return cleaned.length() <= LONGEST_LINE ? cleaned : cleaned.substring(0, LONGEST_LINE);
  }

  private static String decoded(String raw) {
    String bounded = raw.length() <= 4 * LONGEST_LINE ? raw : raw.substring(0, 4 * LONGEST_LINE);
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(bounded));
    } catch (UnsupportedEncodingException | RuntimeException unknown) {
      return bounded;
    }
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(new MailDateFormat().parse(text.strip()).toInstant());
    } catch (ParseException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static List<String> names(InternetHeaders headers, String header) {
    String[] found = headers.getHeader(header);
    return found == null
        ? List.of()
        : Arrays.stream(found)
            .flatMap(line -> NAME.matcher(line).results())
            .map((MatchResult name) -> name.group(1))
            .filter(name -> name.length() <= LONGEST_NAME)
            .toList();
  }
}
