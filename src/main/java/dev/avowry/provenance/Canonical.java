package dev.avowry.provenance;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a message is signed as, RFC 6376 §3.4. */
enum Canonical {
  SIMPLE,
  RELAXED;

  private static final byte[] LINE_END = {'\r', '\n'};
  private static final Pattern ENDS = Pattern.compile("\r\n");
  private static final Pattern WHITE = Pattern.compile("[ \t]+");
  private static final Pattern AROUND = Pattern.compile("^ | $");

  /** A field, with CRLF at its end. */
  String field(Fields.Field field) {
    if (this == SIMPLE) {
      return field.raw();
    }
    String value = WHITE.matcher(ENDS.matcher(field.value()).replaceAll("")).replaceAll(" ");
    return field.name() + ":" + AROUND.matcher(value).replaceAll("") + "\r\n";
  }

  /**
   * What a body comes to.
   *
   * @param digest in Base64
   * @param length in bytes
   */
  record Body(String digest, long length) {}

  /** The body that begins there, by SHA-256. */
  Body body(byte[] message, int start) {
    MessageDigest digest = sha256();
    long length = 0;
    int empty = 0;
    int from = start;
    while (from < message.length) {
      int end = lineEnd(message, from);
      byte[] line = line(message, from, end);
      if (line.length == 0) {
        empty++;
      } else {
        for (; empty > 0; empty--) {
          digest.update(LINE_END);
          length += LINE_END.length;
        }
        digest.update(line);
        digest.update(LINE_END);
        length += line.length + LINE_END.length;
      }
      from = end + LINE_END.length;
    }
    if (this == SIMPLE && length == 0) {
      digest.update(LINE_END);
      length = LINE_END.length;
    }
    return new Body(Base64.getEncoder().encodeToString(digest.digest()), length);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static int lineEnd(byte[] message, int from) {
    int at = from;
    while (at < message.length
        && !(message[at] == '\r' && at + 1 < message.length && message[at + 1] == '\n')) {
      at++;
    }
    return at;
  }

  private byte[] line(byte[] message, int from, int end) {
    if (this == SIMPLE) {
      return Arrays.copyOfRange(message, from, end);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(end - from);
    boolean white = false;
    for (int at = from; at < end; at++) {
      if (message[at] == ' ' || message[at] == '\t') {
        white = true;
      } else {
        if (white) {
          line.write(' ');
        }
        white = false;
        line.write(message[at]);
      }
    }
    return line.toByteArray();
  }
}
