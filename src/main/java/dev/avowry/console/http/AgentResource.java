package dev.avowry.console.http;

import dev.avowry.agent.AgentRole;
import dev.avowry.agent.AgentRoles;
import dev.avowry.console.AgentFile;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** One agent: what it is, by what it proves itself, what it may, and what it did. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class AgentResource {
  private final Frames frames;
  private final Reach reach;
  private final AgentFile file;
  private final AgentRoles roles;

  AgentResource(Frames frames, Reach reach, AgentFile file, AgentRoles roles) {
    this.frames = frames;
    this.reach = reach;
    this.file = file;
    this.roles = roles;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance agent(
        Frame frame, AgentFile.Contents file, List<AgentRole> givable);
  }

  /** Shows it. */
  @GET
  @Path("/agents/{id}")
  @Permission("console.record")
  public Uni<TemplateInstance> read(@RestPath String id) {
    Frame frame = frames.at(Place.AGENTS);
    return reach
        .agent(id)
        .chain(client -> file.of(client, reach.limit()))
        .chain(contents -> page(frame, contents));
  }

  private Uni<TemplateInstance> page(Frame frame, AgentFile.Contents contents) {
    boolean byRoles = contents.agent().node().roles().isPresent();
    Uni<List<AgentRole>> givable =
        byRoles && frame.allows("agent_roles.manage")
            ? roles.all()
            : Uni.createFrom().item(List.<AgentRole>of());
    return givable.map(all -> Templates.agent(frame, contents, all));
  }
}
