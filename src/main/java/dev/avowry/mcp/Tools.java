package dev.avowry.mcp;

import dev.avowry.access.Admitted;
import dev.avowry.access.Toolbox;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * All tools, and the one way to call them: by whom the table lets, with arguments of the form that
 * was told. A tool without a line in the toolbox stops the start, so that none is judged by
 * nothing.
 */
@Singleton
public class Tools {
  private final List<AgentTool> all;

  @Inject
  Tools(@All List<ToolSet> sets) {
    this.all = sets.stream().flatMap(set -> set.tools().stream()).toList();
    all.forEach(tool -> permission(tool.name()));
  }

  /** They. */
  public List<AgentTool> all() {
    return all;
  }

  /**
   * Calls one.
   *
   * @return what comes of it, to be shown in the form that the tool gives; fails with a refusal
   */
  public Uni<?> call(AgentTool tool, Map<String, Object> arguments, Admitted caller) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Admitted admitted = caller.to(permission(tool.name()));
              Arguments given = Arguments.of(tool.takes(), arguments);
              return tool.act().apply(given, admitted).map(result -> (Object) result);
            });
  }

  private static String permission(String tool) {
    return Toolbox.permission(tool)
        .orElseThrow(() -> new IllegalStateException("not in the toolbox: " + tool));
  }
}
