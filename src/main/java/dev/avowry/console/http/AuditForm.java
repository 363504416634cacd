package dev.avowry.console.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Event.Decision;
import dev.avowry.ledger.EventFilter;
import dev.avowry.ledger.EventType;
import dev.avowry.ledger.Span;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;

/** The filter over the record, as it is in the address and in the form. */
public final class AuditForm {
  @RestQuery public Optional<String> agent = Optional.empty();
  @RestQuery public Optional<String> below = Optional.empty();
  @RestQuery public Optional<String> type = Optional.empty();
  @RestQuery public Optional<String> decision = Optional.empty();
  @RestQuery public Optional<String> jti = Optional.empty();
  @RestQuery public Optional<String> since = Optional.empty();
  @RestQuery public Optional<String> until = Optional.empty();
  @RestQuery public Optional<String> before = Optional.empty();

  EventFilter filter() {
    return new EventFilter(
        filled(agent).map(text -> id("agent", text)),
        Optional.empty(),
        Optional.empty(),
        filled(below).map(text -> id("below", text)),
        filled(type).map(code -> Set.of(type(code))).orElse(Set.of()),
        filled(decision).map(AuditForm::decision),
        filled(jti).map(AuditForm::jti),
        filled(since).map(text -> day("since", text)),
        filled(until).map(text -> day("until", text)));
  }

  /** Newest first, one row more than is shown. */
  Span span(int shown) {
    long end = filled(before).map(AuditForm::place).orElse(Span.END);
    return new Span(Span.BEGINNING, end, true, shown + 1);
  }

  /** The address's query for the same rows, without a place in them. */
  String address() {
    UriBuilder address = UriBuilder.fromPath("");
    filled(agent).ifPresent(text -> address.queryParam("agent", text));
    filled(below).ifPresent(text -> address.queryParam("below", text));
    filled(type).ifPresent(text -> address.queryParam("type", text));
    filled(decision).ifPresent(text -> address.queryParam("decision", text));
    filled(jti).ifPresent(text -> address.queryParam("jti", text));
    filled(since).ifPresent(text -> address.queryParam("since", text));
    filled(until).ifPresent(text -> address.queryParam("until", text));
    String built = address.build().toString();
    return built.startsWith("?") ? built.substring(1) + "&" : built;
  }

  /** What stands in a field of the form. */
  public String shown(Optional<String> field) {
    return field.orElse("");
  }

  private static Optional<String> filled(Optional<String> field) {
    return field.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static EventType type(String code) {
    return EventType.named(code).orElseThrow(() -> invalid("there is no such type of row"));
  }

  private static Decision decision(String code) {
    return Arrays.stream(Decision.values())
        .filter(each -> Shown.code(each).equals(code))
        .findFirst()
        .orElseThrow(() -> invalid("decision must be granted or refused"));
  }

  private static String jti(String text) {
    if (!text.matches("[A-Za-z0-9_-]{22}")) {
      throw invalid("the id of a token has 22 characters of base64url");
    }
    return text;
  }

  private static Instant day(String field, String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException malformed) {
      throw invalid(field + " is not a day, such as 2030-01-01");
    }
  }

  private static long place(String text) {
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw invalid("before must be a number from 0 up");
    }
    return Long.parseLong(text);
  }

  private static NodeId id(String field, String text) {
    return NodeId.parse(text).orElseThrow(() -> invalid(field + " is not an id: 11 characters"));
  }

  private static RuntimeException invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
