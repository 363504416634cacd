package dev.avowry.ledger;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes RFC 8785: members in the order of their UTF-16 units, no white space, the shortest
 * escapes. Straight into characters, since every token pays for it.
 */
final class CanonicalLine {
  private static final int USUAL_LENGTH = 1024;

  /** Exactly six digits of the second, whatever they are. */
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out;

  private CanonicalLine(int length) {
    this.out = new StringBuilder(length);
  }

  /** The whole line. */
  static String write(EventLine line) {
    return new CanonicalLine(USUAL_LENGTH).line(line);
  }

  /** An object of strings. */
  static String object(Map<String, String> members) {
    return new CanonicalLine(USUAL_LENGTH / 2).members(members);
  }

  /** A string with its quotes. */
  static String string(String text) {
    CanonicalLine writer = new CanonicalLine(text.length() + 2);
    writer.quote(text);
    return writer.out.toString();
  }

  /** The members stand in the order that RFC 8785 §3.2.3 asks for. */
  private String line(EventLine line) {
    out.append('{');
    member("actor", line.actor());
    id("agent", line.agent());
    member("at", instant(line.at()));
    member("client_address", line.clientAddress());
    text("code_root", line.codeRoot());
    member("decision", line.decision());
    out.append("\"detail\":").append(line.detail()).append(',');
    text("jti", line.jti());
    id("node", line.node());
    path(line.path());
    member("reason", line.reason());
    member("request_id", line.requestId());
    id("sponsor", line.sponsor());
    text("target", line.target());
    member("type", line.type());
    return out.append("\"v\":").append(line.version()).append('}').toString();
  }

  private String members(Map<String, String> members) {
    out.append('{');
    new TreeMap<>(members)
        .forEach(
            (name, value) -> {
              comma();
              quote(name);
              out.append(':');
              quote(value);
            });
    return out.append('}').toString();
  }

  private void path(List<String> path) {
    out.append("\"path\":[");
    for (String id : path) {
      comma();
      quote(id);
    }
    out.append("],");
  }

  private void id(String name, Optional<NodeId> id) {
    if (id.isPresent()) {
      member(name, id.get().toString());
    }
  }

  private void text(String name, Optional<String> text) {
    if (text.isPresent()) {
      member(name, text.get());
    }
  }

  private void member(String name, String value) {
    out.append('"').append(name).append("\":");
    quote(value);
    out.append(',');
  }

  private void comma() {
    char last = out.charAt(out.length() - 1);
    if (last != '{' && last != '[') {
      out.append(',');
    }
  }

  private void quote(String text) {
    out.append('"');
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < ' ' || unit == '"' || unit == '\\') {
        out.append(text, from, i);
        escape(unit);
        from = i + 1;
      }
    }
    out.append(text, from, text.length()).append('"');
  }

  /** RFC 8785 §3.2.2.2. */
  private void escape(char unit) {
    switch (unit) {
      case '"', '\\' -> out.append('\\').append(unit);
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> out.append("\\u00").append(HEX[unit >> 4]).append(HEX[unit & 0xf]);
    }
  }

  private static String instant(Instant at) {
    return INSTANT.format(at);
  }
}
