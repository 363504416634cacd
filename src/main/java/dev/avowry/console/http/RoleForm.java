package dev.avowry.console.http;

import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import jakarta.ws.rs.DefaultValue;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;

/** What agents with a role may at the most, as it is typed into a form. */
public final class RoleForm {
  @RestForm
  @DefaultValue("")
  public String name = "";

  @RestForm
  @DefaultValue("")
  public String description = "";

  @RestForm
  @DefaultValue("")
  public String scopes = "";

  @RestForm
  @DefaultValue("")
  public String resources = "";

  @RestForm
  @DefaultValue("")
  public String maxTtl = "";

  @RestForm
  @DefaultValue("")
  public String maxDepth = "";

  /** As it would be typed for this ceiling. */
  static RoleForm of(Ceiling ceiling) {
    RoleForm form = new RoleForm();
    form.scopes = text(ceiling.scopes());
    form.resources = text(ceiling.resources());
    form.maxTtl = Long.toString(ceiling.maxTtl().toSeconds());
    form.maxDepth = Integer.toString(ceiling.maxDepth());
    return form;
  }

  /**
   * What was typed.
   *
   * @param details which no form has, and which stay as they are
   */
  Ceiling toCeiling(DetailExtent details) {
    return new Ceiling(
        Bounds.scopes(Typed.words(scopes)),
        Bounds.resources(Typed.words(resources)),
        lifetime(),
        Typed.number("levels below", maxDepth).map(Bounds::maxDepth).orElse(0),
        Ceiling.WIDEST,
        details);
  }

  private Duration lifetime() {
    return Typed.number("the longest lifetime", maxTtl)
        .map(Bounds::maxTtl)
        .orElse(Ceiling.LONGEST_TTL);
  }

  private static String text(Extent extent) {
    return switch (extent) {
      case Extent.Any any -> "";
      case Extent.Only only -> only.values().stream().sorted().collect(Collectors.joining(" "));
    };
  }
}
