package dev.avowry.sign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands behind a key of a Dictionary, RFC 9651 §3.2. */
sealed interface Member {
  /** In their order. */
  Map<String, Bare> parameters();

  /** RFC 9651 §4.1.1.1 and §4.1.3. */
  String write();

  /** A value with its parameters. */
  record Item(Bare value, Map<String, Bare> parameters) implements Member {
    public Item {
      parameters = inOrder(parameters);
    }

    /** A String without parameters. */
    static Item text(String value) {
      return new Item(new Bare.Text(value), Map.of());
    }

    /** The value, if it is a String. */
    Optional<String> text() {
      return value instanceof Bare.Text(String text) ? Optional.of(text) : Optional.empty();
    }

    @Override
    public String write() {
      return value.write() + written(parameters);
    }
  }

  /** Some of them with parameters of their own. */
  record InnerList(List<Item> items, Map<String, Bare> parameters) implements Member {
    public InnerList {
      items = List.copyOf(items);
      parameters = inOrder(parameters);
    }

    /** The parameter, if it is an Integer. */
    Optional<Long> whole(String name) {
      return parameters.get(name) instanceof Bare.Whole(long value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /** The parameter, if it is a String. */
    Optional<String> text(String name) {
      return parameters.get(name) instanceof Bare.Text(String value)
          ? Optional.of(value)
          : Optional.empty();
    }

    @Override
    public String write() {
      return items.stream().map(Item::write).collect(Collectors.joining(" ", "(", ")"))
          + written(parameters);
    }
  }

  private static Map<String, Bare> inOrder(Map<String, Bare> parameters) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** RFC 9651 §4.1.1.2: what is true is its name alone. */
  private static String written(Map<String, Bare> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          text.append(';').append(name);
          if (!value.equals(new Bare.Truth(true))) {
            text.append('=').append(value.write());
          }
        });
    return text.toString();
  }
}
