package dev.avowry.mail;

import dev.avowry.kernel.SecretBytes;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * Reads what is in a message, RFC 2045 and RFC 2046, to bounds in every direction: what lies
 * deeper, comes later or is longer is passed over. Nothing is fetched, opened or believed. Takes
 * milliseconds: for a worker.
 */
final class LetterReader {
  private static final int DEEPEST = 20;
  private static final int MOST_PARTS = 200;
  private static final int MOST_TEXT_BYTES = 256 * 1024;
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final int MOST_LINKS = 200;
  private static final int MOST_ATTACHMENTS = 50;
  private static final Session NO_SESSION = Session.getInstance(new Properties());

  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder ofHtml = new StringBuilder();
  private final List<Letter.Link> links = new ArrayList<>();
  private final List<Letter.Attachment> attachments = new ArrayList<>();
  private int parts;
  private boolean cut;

  private LetterReader() {}

  /** What is in the message. */
  static Letter read(SecretBytes message) {
    LetterReader reader = new LetterReader();
    reader.readMessage(new ByteArrayInputStream(message.exposeSecret()), 0);
    return reader.letter();
  }

  private Letter letter() {
    // Where both are there they say the same, and of HTML is known what can be seen of it.
    String text = plain.toString().isBlank() ? ofHtml.toString() : plain.toString();
    boolean longer = text.length() > LONGEST_TEXT;
    return new Letter(
        longer ? text.substring(0, LONGEST_TEXT) : text, cut || longer, links, attachments);
  }

  private void readMessage(InputStream message, int depth) {
    try {
      read(new MimeMessage(NO_SESSION, message), depth);
    } catch (MessagingException | IOException | RuntimeException unreadable) {
      // The library meets what is broken in many ways; what was read until then stands.
      cut = true;
    }
  }

  private void read(Part part, int depth) throws MessagingException, IOException {
    parts++;
    if (depth > DEEPEST || parts > MOST_PARTS) {
      cut = true;
      return;
    }
    ContentType type = type(part);
    if (type.match("multipart/*")) {
      readAll(
          new MimeMultipart(new ByteArrayDataSource(part.getInputStream(), type.toString())),
          depth);
    } else if (type.match("message/rfc822")) {
      readMessage(part.getInputStream(), depth + 1);
    } else if (isAttachment(part, type)) {
      attach(part, type);
    } else {
      readText(part, type);
    }
  }

  private void readAll(MimeMultipart multipart, int depth) throws MessagingException, IOException {
    int count = Math.min(multipart.getCount(), MOST_PARTS + 1);
    for (int i = 0; i < count && parts <= MOST_PARTS; i++) {
      BodyPart part = multipart.getBodyPart(i);
      read(part, depth + 1);
    }
  }

  private static boolean isAttachment(Part part, ContentType type) throws MessagingException {
    return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())
        || !(type.match("text/plain") || type.match("text/html"));
  }

  private void attach(Part part, ContentType type) throws MessagingException {
    if (attachments.size() < MOST_ATTACHMENTS) {
      String name = Optional.ofNullable(part.getFileName()).orElse("");
      attachments.add(
          new Letter.Attachment(
              HeadingReader.text(name),
              HeadingReader.text(type.getBaseType().toLowerCase(Locale.ROOT)),
              Math.max(0, part.getSize())));
    } else {
      cut = true;
    }
  }

  private void readText(Part part, ContentType type) throws MessagingException, IOException {
    byte[] bytes;
    try (InputStream in = part.getInputStream()) {
      bytes = in.readNBytes(MOST_TEXT_BYTES);
      cut |= in.read() >= 0;
    }
    String text = new String(bytes, charset(type));
    if (type.match("text/html")) {
      HtmlText html = HtmlText.of(text);
      append(ofHtml, html.text());
      html.links().forEach(this::link);
    } else {
      append(plain, text);
      PlainLinks.in(text).forEach(this::link);
    }
  }

  private void link(Letter.Link link) {
    if (links.size() < MOST_LINKS) {
      links.add(link);
    }
  }

  private void append(StringBuilder all, String text) {
    if (all.length() <= LONGEST_TEXT) {
      all.append(all.isEmpty() ? "" : "\n\n").append(Clean.text(text));
    }
  }

  private static ContentType type(Part part) throws MessagingException {
    try {
      return new ContentType(part.getContentType());
    } catch (ParseException unclear) {
      return new ContentType("text", "plain", null);
    }
  }

  /** What is not known is read as ASCII is, which every other contains. */
  private static Charset charset(ContentType type) {
    try {
      return Optional.ofNullable(type.getParameter("charset"))
          .map(MimeUtility::javaCharset)
          .map(Charset::forName)
          .orElse(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException unknown) {
      return StandardCharsets.ISO_8859_1;
    }
  }
}
