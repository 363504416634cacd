package dev.avowry.sign;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which components of a request a signature covers: each once, at least one, and never the
 * signature itself.
 */
public record Coverage(List<Member.Item> components) {
  private static final int MOST = 32;
  private static final Pattern WRITTEN = Pattern.compile("([^;\"]{1,128})(;.*)?");

  public Coverage {
    components = List.copyOf(components);
    require(!components.isEmpty(), "http.components must not be empty");
    require(components.size() <= MOST, "http.components has more than " + MOST);
    require(
        new HashSet<>(components).size() == components.size(),
        "http.components has a component twice");
  }

  /**
   * Those that were named, such as {@code @method} or {@code @query-param;name="id"}.
   *
   * @param names each without the quotation marks around the name
   */
  public static Coverage of(List<String> names) {
    return new Coverage(names.stream().map(Coverage::component).toList());
  }

  /**
   * Those that bind a signature to one request: method and address, and the digest of the body
   * where there is one.
   *
   * @param authorityToo what many readers of signed requests look for
   */
  public static Coverage usual(HttpMessage message, boolean authorityToo) {
    List<String> names = new ArrayList<>(List.of("@method", "@target-uri"));
    if (authorityToo) {
      names.add(1, "@authority");
    }
    message.field("content-digest").ifPresent(any -> names.add("content-digest"));
    return of(names);
  }

  /** Whether it has the component. */
  boolean binds(String name) {
    return components.contains(Member.Item.text(name));
  }

  /** The same with a member of a dictionary. */
  Coverage and(String field, String key) {
    Member.Item member = new Member.Item(new Bare.Text(field), Map.of("key", new Bare.Text(key)));
    List<Member.Item> more = new ArrayList<>(components);
    if (!more.contains(member)) {
      more.add(member);
    }
    return new Coverage(more);
  }

  private static Member.Item component(String name) {
    Matcher written = WRITTEN.matcher(name);
    require(written.matches(), "http.components has what is no component");
    String parameters = Optional.ofNullable(written.group(2)).orElse("");
    return FieldReader.item('"' + written.group(1) + '"' + parameters)
        .orElseThrow(() -> refused("http.components has what is no component"));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refused(otherwise);
    }
  }

  private static RuntimeException refused(String why) {
    return Refusal.refused(Reason.INVALID_REQUEST, why);
  }
}
