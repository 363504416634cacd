package dev.avowry.console.http;

import dev.avowry.console.EffectiveSettings;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The configuration as it is in effect, but for secrets. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class SettingsResource {
  private final Frames frames;
  private final EffectiveSettings settings;

  SettingsResource(Frames frames, EffectiveSettings settings) {
    this.frames = frames;
    this.settings = settings;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance settings(Frame frame, List<EffectiveSettings.Setting> settings);
  }

  /** Lists it. */
  @GET
  @Path("/settings")
  @Permission("console.settings")
  public TemplateInstance list() {
    return Templates.settings(frames.at(Place.SETTINGS), settings.all());
  }
}
