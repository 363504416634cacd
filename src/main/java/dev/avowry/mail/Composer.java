package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes a message: RFC 5322, of nothing but ASCII in lines of 998 characters at the most, each
 * ended by CRLF. What stands in a header was read by a grammar that has no line ends, or is
 * encoded.
 */
final class Composer {
  static final String CRLF = "\r\n";

  /** RFC 2047 §2: an encoded word has 75 characters at the most, so many bytes in base64. */
  private static final int BYTES_OF_WORD = 45;

  private static final int SHORT = 60;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

  private Composer() {}

  /** The message with that name, as the relay will have it but for its signature. */
  static SecretBytes compose(OutgoingHeading heading, SendWish wish, String name, Instant at) {
    List<String> lines = new ArrayList<>();
    lines.add("Date: " + DATE.format(at));
    lines.add("From: " + heading.from().text());
    lines.add("To: " + addresses(heading.to()));
    if (!heading.cc().isEmpty()) {
      lines.add("Cc: " + addresses(heading.cc()));
    }
    lines.add("Subject: " + unstructured(heading.subject()));
    lines.add("Message-ID: <" + name + ">");
    wish.answers().ifPresent(answered -> lines.addAll(answer(answered)));
    // RFC 3834 §5: no machine is to answer to it by itself.
    lines.add(
        "Auto-Submitted: " + (wish.answers().isPresent() ? "auto-replied" : "auto-generated"));
    lines.add("MIME-Version: 1.0");
    lines.add("Content-Type: text/plain; charset=utf-8");
    lines.add("Content-Transfer-Encoding: quoted-printable");
    return SecretBytes.ofText(String.join(CRLF, lines) + CRLF + CRLF + body(wish.wording().text()));
  }

  private static List<String> answer(SendWish.Answered answered) {
    List<String> lines = new ArrayList<>();
    answered.name().ifPresent(name -> lines.add("In-Reply-To: <" + name + ">"));
    if (!answered.references().isEmpty()) {
      lines.add(
          "References: "
              + answered.references().stream()
                  .map(name -> "<" + name + ">")
                  .collect(Collectors.joining(CRLF + " ")));
    }
    return lines;
  }

  private static String addresses(List<Address> all) {
    return all.stream().map(Address::text).collect(Collectors.joining("," + CRLF + " "));
  }

  /** A text as it is, or in encoded words where somebody could take it for such or not read it. */
  static String unstructured(String text) {
    boolean plain =
        text.length() <= SHORT
            && !text.contains("=?")
            && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return plain ? text : words(text);
  }

  private static String words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int codePoint : text.codePoints().toArray()) {
      String letter = Character.toString(codePoint);
      if (bytes(word + letter).length > BYTES_OF_WORD) {
        words.add(encoded(word.toString()));
        word.setLength(0);
      }
      word.append(letter);
    }
    words.add(encoded(word.toString()));
    return String.join(CRLF + " ", words);
  }

  private static String encoded(String word) {
    return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(bytes(word)) + "?=";
  }

  /** Quoted-printable, RFC 2045 §6.7, with a line end at its end. */
  private static String body(String text) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = MimeUtility.encode(encoded, "quoted-printable")) {
      out.write(bytes(text.stripTrailing().replace("\n", CRLF) + CRLF));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (MessagingException impossible) {
      throw new IllegalStateException(impossible);
    }
    return encoded.toString(StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
