package dev.avowry.audit.http;

import dev.avowry.audit.CheckpointStore;
import dev.avowry.audit.SignedCheckpoint;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Open;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** The signed checkpoints: the latest for anybody, all of them for auditors. */
@Path("/v1/audit")
public final class CheckpointsResource {
  private static final String TEXT = "text/plain;charset=utf-8";
  private static final int USUAL = 50;
  private static final int MOST = 500;

  private final CheckpointStore store;

  @Inject
  CheckpointsResource(CheckpointStore store) {
    this.store = store;
  }

  /** The latest, as a signed note. */
  @GET
  @Path("/checkpoint")
  @Produces(TEXT)
  @Open("hashes and signatures; whoever watches the log from outside has no token of ours")
  public Uni<String> latest() {
    return store
        .latest()
        .map(latest -> latest.map(SignedCheckpoint::note))
        .map(note -> note.orElseThrow(CheckpointsResource::noneYet));
  }

  /** Those of trees larger than {@code after}, the smallest first. */
  @GET
  @Path("/checkpoints")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("audit.read")
  public Uni<Page<CheckpointDescription>> list(
      @QueryParam("after") Optional<String> after, @QueryParam("limit") Optional<String> limit) {
    long larger = new QueryNumber("after", after).orElse(0);
    int most = new QueryNumber("limit", limit).within(1, MOST, USUAL);
    return store
        .after(larger, most + 1)
        .chain(found -> store.count().map(total -> page(found, total, most)))
        .map(page -> page.map(CheckpointDescription::of));
  }

  private static Page<SignedCheckpoint> page(List<SignedCheckpoint> found, long total, int limit) {
    List<SignedCheckpoint> items = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(
        items,
        total,
        found.size() > limit
            ? Optional.of(Long.toString(items.getLast().head().size()))
            : Optional.empty());
  }

  private static RuntimeException noneYet() {
    return Refusal.refused(Reason.NOT_FOUND, "nothing has been signed yet");
  }
}
