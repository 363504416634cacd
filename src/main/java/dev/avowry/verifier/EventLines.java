package dev.avowry.verifier;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Server-sent events (HTML Living Standard §9.2.6), as far as the issuer uses them: one line of
 * data each, lines that end with LF, or CR and LF. What else there is is passed over.
 */
final class EventLines {
  private final InputStream in;
  private final int bytesMax;

  /**
   * @param bytesMax longest line that is read
   */
  EventLines(InputStream in, int bytesMax) {
    this.in = new BufferedInputStream(in);
    this.bytesMax = bytesMax;
  }

  /** An event with its name and its data. */
  record Event(String name, String data) {}

  /**
   * The next event; empty at the end of the stream.
   *
   * @throws IOException the stream broke off, or a line is too long
   */
  Optional<Event> next() throws IOException {
    String name = "";
    String data = "";
    for (Optional<String> line = line(); line.isPresent(); line = line()) {
      String text = line.get();
      if (text.startsWith("event:")) {
        name = value(text);
      } else if (text.startsWith("data:")) {
        data = value(text);
      } else if (text.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Event(name, data));
      }
    }
    return Optional.empty();
  }

  private static String value(String line) {
    int from = line.indexOf(':') + 1;
    return line.startsWith(" ", from) ? line.substring(from + 1) : line.substring(from);
  }

  private Optional<String> line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        String line = bytes.toString(StandardCharsets.UTF_8);
        return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
      }
      if (bytes.size() == bytesMax) {
        throw new IOException("a line of the stream is longer than " + bytesMax + " bytes");
      }
      bytes.write(next);
    }
    return Optional.empty();
  }
}
