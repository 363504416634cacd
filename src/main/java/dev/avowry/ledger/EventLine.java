package dev.avowry.ledger;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.TokenId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A row of the ledger as everybody writes it: one line of canonical JSON (RFC 8785), the same when
 * the row is made and when it is read back. The leaf of the tree is its hash, so that an edit of
 * any column shows.
 *
 * @param version of the row's shape
 * @param at when the row was made, in whole microseconds
 * @param type the code of an {@link EventType}
 * @param detail as canonical JSON
 */
public record EventLine(
    int version,
    Instant at,
    String type,
    String actor,
    Optional<NodeId> agent,
    Optional<NodeId> sponsor,
    Optional<NodeId> node,
    List<String> path,
    Optional<String> jti,
    Optional<String> codeRoot,
    Optional<String> target,
    String decision,
    String reason,
    String detail,
    String requestId,
    String clientAddress) {
  /** The longest line in bytes: an entry of a bundle says its length in 16 bits. */
  public static final int LONGEST = 60_000;

  /** What one UTF-16 unit may take in the line at the most: six bytes, as an escape. */
  private static final int LONGEST_CHARACTER = 6;

  /** Names of members and everything else that is not text of the event's own. */
  private static final int FRAME = 1_000;

  public EventLine {
    path = List.copyOf(path);
  }

  /**
   * The line of an event that is recorded now. Refused when it is longer than {@link #LONGEST}, or
   * has what PostgreSQL's text or UTF-8 cannot hold: NUL, or half of a character.
   */
  public static EventLine of(Event event, Instant now) {
    EventLine line =
        new EventLine(
            Event.SCHEMA_VERSION,
            now.truncatedTo(ChronoUnit.MICROS),
            event.type().code(),
            event.actor(),
            event.agent(),
            event.sponsor(),
            event.node(),
            event.path(),
            event.jti().map(TokenId::value),
            event.codeRoot(),
            event.target(),
            event.decision().name().toLowerCase(Locale.ROOT),
            event.reason(),
            detail(event.detail()),
            event.origin().requestId(),
            event.origin().clientAddress());
    line.texts().forEach(EventLine::requireStorable);
    event.detail().forEach((name, value) -> requireStorable(name + value));
    return line;
  }

  /**
   * Refuses an event that {@link #of} and {@link #bytesToStore} would refuse, for whoever shares a
   * transaction with others and must not fail theirs. Costs next to nothing for a usual event.
   */
  public static void requireRecordable(Event event) {
    if (!isPlainlyRecordable(event)) {
      of(event, Instant.EPOCH).bytesToStore();
    }
  }

  private static boolean isPlainlyRecordable(Event event) {
    long units = (long) FRAME + event.actor().length() + event.reason().length();
    boolean plain = isPlain(event.actor()) && isPlain(event.reason());
    for (String id : event.path()) {
      units += id.length();
    }
    for (var member : event.detail().entrySet()) {
      units += member.getKey().length() + member.getValue().length();
      plain = plain && isPlain(member.getKey()) && isPlain(member.getValue());
    }
    String target = event.target().orElse("");
    String code = event.codeRoot().orElse("");
    units += target.length() + code.length();
    return plain && isPlain(target) && isPlain(code) && units * LONGEST_CHARACTER <= LONGEST;
  }

  /** Detail in the form that a line has it in. */
  public static String detail(Map<String, String> members) {
    return CanonicalLine.object(members);
  }

  /** The line in UTF-8, without an end of line. */
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }

  /** The same; refused when it is longer than {@link #LONGEST}. */
  public byte[] bytesToStore() {
    byte[] bytes = bytes();
    if (bytes.length > LONGEST) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "what the ledger would have to record of it is longer than " + LONGEST + " bytes");
    }
    return bytes;
  }

  /** The line. */
  public String text() {
    return CanonicalLine.write(this);
  }

  private List<String> texts() {
    return List.of(
        actor,
        String.join("", path),
        jti.orElse(""),
        codeRoot.orElse(""),
        target.orElse(""),
        reason,
        requestId,
        clientAddress);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < ' ' || Character.isSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }

  private static void requireStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean whole =
          Character.isHighSurrogate(unit)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (whole) {
        i++;
      } else if (unit == 0 || Character.isSurrogate(unit)) {
        throw Refusal.refused(
            Reason.INVALID_REQUEST, "a character of it is no text and cannot be recorded");
      }
    }
  }
}
