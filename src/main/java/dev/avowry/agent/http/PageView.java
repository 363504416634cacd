package dev.avowry.agent.http;

import dev.avowry.kernel.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A page on the wire. {@code next} is the {@code after} of the page that follows. */
record PageView<T>(List<T> items, long total, Optional<String> next) {
  static <S, T> PageView<T> of(Page<S> page, Function<S, T> form) {
    return new PageView<>(page.items().stream().map(form).toList(), page.total(), page.next());
  }
}
