package dev.avowry.vault.http;

import dev.avowry.agent.Text;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.vault.Folder;
import dev.avowry.vault.Vault;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Folders of the vault. */
@Path("/v1/vault/folders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class FolderResource {
  private final Vault vault;
  private final CurrentCaller caller;

  FolderResource(Vault vault, CurrentCaller caller) {
    this.vault = vault;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record FolderRequest(String name, Optional<String> owner) {}

  /** A folder on the wire. */
  public record FolderView(String id, String owner, String name, String state, Instant createdAt) {
    static FolderView of(Folder folder) {
      return new FolderView(
          folder.id().toString(),
          folder.owner().toString(),
          folder.name(),
          folder.state().name().toLowerCase(Locale.ROOT),
          folder.createdAt());
    }
  }

  /** Makes a folder. */
  @POST
  @Permission("vault.write")
  public Uni<RestResponse<FolderView>> make(FolderRequest request) {
    return vault
        .makeFolder(
            request.owner().map(id -> Ids.ofMember("owner", id)),
            Text.line("name", request.name()),
            caller.get())
        .map(made -> RestResponse.status(RestResponse.Status.CREATED, FolderView.of(made)));
  }

  /** Lists folders. */
  @GET
  @Permission("vault.list")
  public Uni<Page<FolderView>> list(
      @RestQuery Optional<String> after, @RestQuery Optional<String> limit) {
    return vault
        .folders(caller.get(), PageRequest.of(after, limit))
        .map(page -> page.map(FolderView::of));
  }
}
