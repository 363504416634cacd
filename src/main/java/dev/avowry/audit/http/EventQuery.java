package dev.avowry.audit.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.ledger.Event.Decision;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Span;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * The query parameters that say which rows are wanted. What is malformed is refused by its name.
 */
public final class EventQuery {
  private static final int USUAL = 50;
  private static final int MOST = 500;
  private static final Pattern JTI = Pattern.compile("[A-Za-z0-9_-]{22}");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  @RestQuery public Optional<String> agent = Optional.empty();
  @RestQuery public Optional<String> sponsor = Optional.empty();
  @RestQuery public Optional<String> node = Optional.empty();
  @RestQuery public Optional<String> below = Optional.empty();
  @RestQuery public List<String> type = List.of();
  @RestQuery public Optional<String> decision = Optional.empty();
  @RestQuery public Optional<String> jti = Optional.empty();
  @RestQuery public Optional<String> since = Optional.empty();
  @RestQuery public Optional<String> until = Optional.empty();
  @RestQuery public Optional<String> order = Optional.empty();
  @RestQuery public Optional<String> after = Optional.empty();
  @RestQuery public Optional<String> before = Optional.empty();
  @RestQuery public Optional<String> limit = Optional.empty();

  EventFilter filter() {
    return new EventFilter(
        agent.map(id -> id("agent", id)),
        sponsor.map(id -> id("sponsor", id)),
        node.map(id -> id("node", id)),
        below.map(id -> id("below", id)),
        types(),
        decision.map(code -> decision(code)),
        jti.map(id -> matching("jti", JTI, "must be 22 characters of base64url", id)),
        since.map(at -> time("since", at)),
        until.map(at -> time("until", at)));
  }

  /** One row more than is asked for, so that it is known whether there is a next page. */
  Span page() {
    boolean newestFirst =
        order
            .map(
                it ->
                    switch (it) {
                      case "asc" -> false;
                      case "desc" -> true;
                      default -> throw invalid("order must be asc or desc");
                    })
            .orElse(false);
    return new Span(
        after(), before.map(it -> number("before", it)).orElse(Span.END), newestFirst, limit() + 1);
  }

  long after() {
    return after.map(it -> number("after", it)).orElse(Span.BEGINNING);
  }

  /** A stream goes from the oldest to the newest, all of them. */
  void requireStreamable() {
    if (order.filter(it -> !it.equals("asc")).isPresent()) {
      throw invalid("order must be asc for a stream");
    }
    if (before.isPresent() || limit.isPresent()) {
      throw invalid("before and limit are for pages, not for a stream");
    }
  }

  int limit() {
    int rows = limit.map(it -> (int) Math.min(number("limit", it), MOST + 1)).orElse(USUAL);
    if (rows < 1 || rows > MOST) {
      throw invalid("limit must be a number from 1 to " + MOST);
    }
    return rows;
  }

  private Set<EventType> types() {
    return type.stream()
        .map(
            code ->
                EventType.named(code)
                    .orElseThrow(() -> invalid("type must be one of " + codes(EventType::code))))
        .collect(Collectors.toSet());
  }

  private static String codes(Function<EventType, String> code) {
    return Arrays.stream(EventType.values()).map(code).collect(Collectors.joining(", "));
  }

  private static Decision decision(String code) {
    return switch (code) {
      case "granted" -> Decision.GRANTED;
      case "refused" -> Decision.REFUSED;
      default -> throw invalid("decision must be granted or refused");
    };
  }

  private static NodeId id(String name, String text) {
    return NodeId.parse(text).orElseThrow(() -> invalid(name + " is not an id: 11 characters"));
  }

  private static Instant time(String name, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException malformed) {
      throw invalid(name + " is not a time of RFC 3339, such as 2030-01-01T00:00:00Z");
    }
  }

  private static long number(String name, String text) {
    return Long.parseLong(matching(name, NUMBER, "must be a number from 0 up", text));
  }

  private static String matching(String name, Pattern pattern, String otherwise, String text) {
    if (!pattern.matcher(text).matches()) {
      throw invalid(name + " " + otherwise);
    }
    return text;
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
