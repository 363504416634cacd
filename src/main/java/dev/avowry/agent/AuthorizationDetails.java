package dev.avowry.agent;

import dev.avowry.key.Claims;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What may be done in particular, RFC 9396: each of these things, whatever the others are.
 *
 * @param all in the order in which they were asked for, none of them twice
 */
public record AuthorizationDetails(List<AuthorizationDetail> all) {
  /** Nothing in particular. */
  public static final AuthorizationDetails NONE = new AuthorizationDetails(List.of());

  /** What two ceilings have in common stays small; leaving something out only narrows it. */
  private static final int MOST_IN_COMMON = 64;

  public AuthorizationDetails {
    all = List.copyOf(new LinkedHashSet<>(all));
  }

  /** As a client or an administrator wrote them, refused when they are not of the right form. */
  public static AuthorizationDetails parse(String json) {
    return DetailReader.read(json);
  }

  /** The same as members of a body that has been read already. */
  public static AuthorizationDetails of(List<Map<String, Object>> objects) {
    return DetailReader.read(objects.stream().map(Claims::of).toList());
  }

  /** As they were written by ourselves, into a token of ours or a row. */
  public static AuthorizationDetails ofOwn(List<Claims> objects) {
    return objects.isEmpty()
        ? NONE
        : new AuthorizationDetails(objects.stream().map(DetailReader::detail).toList());
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether each of these allows nothing that one of the others does not. */
  public boolean isWithin(AuthorizationDetails other) {
    return all.stream().allMatch(detail -> other.all.stream().anyMatch(detail::isWithin));
  }

  /** What both allow. */
  public AuthorizationDetails meet(AuthorizationDetails other) {
    if (isWithin(other)) {
      return this;
    }
    if (other.isWithin(this)) {
      return other;
    }
    List<AuthorizationDetail> both = new ArrayList<>();
    for (AuthorizationDetail one : all) {
      other.all.forEach(another -> one.meet(another).ifPresent(both::add));
    }
    return widest(both);
  }

  /** Without those that are within others. */
  private static AuthorizationDetails widest(List<AuthorizationDetail> some) {
    List<AuthorizationDetail> kept = new ArrayList<>();
    for (AuthorizationDetail each : some) {
      if (kept.stream().noneMatch(each::isWithin)) {
        kept.removeIf(narrower -> narrower.isWithin(each));
        kept.add(each);
      }
    }
    return new AuthorizationDetails(kept.stream().limit(MOST_IN_COMMON).toList());
  }

  /** These and those. */
  public AuthorizationDetails with(AuthorizationDetails more) {
    List<AuthorizationDetail> both = new ArrayList<>(all);
    both.addAll(more.all);
    return new AuthorizationDetails(both);
  }

  /** Those that are so. */
  public AuthorizationDetails only(Predicate<AuthorizationDetail> so) {
    return isEmpty() ? this : new AuthorizationDetails(all.stream().filter(so).toList());
  }

  /** The types that there are, in order. */
  public Set<String> types() {
    return all.stream()
        .map(AuthorizationDetail::type)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  /** As JSON has them. */
  public List<Map<String, Object>> toJson() {
    return all.stream().map(AuthorizationDetail::toJson).toList();
  }

  /** The same on the wire: absent when there are none. */
  public Optional<List<Map<String, Object>>> view() {
    return isEmpty() ? Optional.empty() : Optional.of(toJson());
  }

  /** As text: the same things in the same order are the same text. */
  public String text() {
    return isEmpty() ? "[]" : DetailWriter.text(all);
  }
}
