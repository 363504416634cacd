package dev.avowry.mcp.http;

import dev.avowry.access.Admitted;
import dev.avowry.access.Tool;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the door knows of a request that it let in, kept with the request.
 *
 * @param allowed the tools that the caller may call; empty where nobody asked for them
 */
record Visit(Admitted caller, Optional<Set<String>> allowed) {
  private static final String KEY = Visit.class.getName();

  /** Of that request; empty when the door did not let it in. */
  static Optional<Visit> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  void keep(RoutingContext context) {
    context.put(KEY, this);
  }

  /** The same, once it is known which tools there are for the caller. */
  Visit finding(List<Tool> tools) {
    return new Visit(
        caller,
        Optional.of(
            tools.stream()
                .filter(Tool::isAllowed)
                .map(Tool::name)
                .collect(Collectors.toUnmodifiableSet())));
  }
}
