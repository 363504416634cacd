package dev.avowry.mcp.http;

import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Which tools a caller is told of: those that {@code identity.whoami} says are theirs, and no more.
 * A call of another one gets as far as {@link dev.avowry.mcp.Tools}, which refuses it with a
 * reason.
 *
 * <p>It never throws: the protocol's server would show what its filter failed on.
 */
@Singleton
class Listing implements ToolFilter {
  private final CurrentVertxRequest current;

  Listing(CurrentVertxRequest current) {
    this.current = current;
  }

  @Override
  public boolean test(ToolInfo tool, FilterContext context) {
    Optional<Visit> visit = Optional.ofNullable(current.getCurrent()).flatMap(Visit::of);
    return context.method() == McpMethod.TOOLS_LIST
        ? visit.flatMap(Visit::allowed).map(all -> all.contains(tool.name())).orElse(false)
        : visit.isPresent();
  }
}
