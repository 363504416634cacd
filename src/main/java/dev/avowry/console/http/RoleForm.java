package dev.avowry.console.http;

import dev.avowry.agent.Bounds;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.ws.rs.DefaultValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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
        Bounds.scopes(words(scopes)),
        Bounds.resources(words(resources)),
        lifetime(),
        maxDepth.isBlank() ? 0 : Bounds.maxDepth(number("levels below", maxDepth)),
        Ceiling.WIDEST,
        details);
  }

  private Duration lifetime() {
    return maxTtl.isBlank()
        ? Ceiling.LONGEST_TTL
        : Bounds.maxTtl(number("the longest lifetime", maxTtl));
  }

  private static int number(String field, String text) {
    if (!text.strip().matches("[0-9]{1,9}")) {
      throw Refusal.refused(Reason.INVALID_REQUEST, field + " is not a number");
    }
    return Integer.parseInt(text.strip());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.strip().split("[\\s,]+", -1)).filter(it -> !it.isEmpty()).toList();
  }

  private static String text(Extent extent) {
    return switch (extent) {
      case Extent.Any any -> "";
      case Extent.Only only -> only.values().stream().sorted().collect(Collectors.joining(" "));
    };
  }
}
