package dev.avowry.audit.http;

import dev.avowry.audit.CheckpointStore;
import dev.avowry.audit.Proofs;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** Proofs, computed here for whoever does not want to read tiles. */
@Path("/v1/audit/proofs")
@Produces(MediaType.APPLICATION_JSON)
public final class ProofsResource {
  private final Proofs proofs;
  private final CheckpointStore store;

  @Inject
  ProofsResource(Proofs proofs, CheckpointStore store) {
    this.proofs = proofs;
    this.store = store;
  }

  /** That a leaf is in the tree of a size, by default the last checkpoint's. */
  @GET
  @Path("/inclusion")
  @Permission("audit.read")
  public Uni<InclusionDescription> inclusion(
      @QueryParam("index") Optional<String> index, @QueryParam("size") Optional<String> size) {
    long leaf = new QueryNumber("index", index).required();
    return sizeOf(new QueryNumber("size", size))
        .chain(tree -> proofs.inclusion(leaf, tree))
        .map(InclusionDescription::of);
  }

  /** That a tree continues an older one; the newer by default the last checkpoint's. */
  @GET
  @Path("/consistency")
  @Permission("audit.read")
  public Uni<ConsistencyDescription> consistency(
      @QueryParam("from") Optional<String> from, @QueryParam("to") Optional<String> to) {
    long older = new QueryNumber("from", from).required();
    return sizeOf(new QueryNumber("to", to))
        .chain(newer -> proofs.consistency(older, newer))
        .map(ConsistencyDescription::of);
  }

  private Uni<Long> sizeOf(QueryNumber given) {
    return given.value().isPresent()
        ? Uni.createFrom().item(given.required())
        : store
            .latest()
            .map(latest -> latest.orElseThrow(ProofsResource::noneYet))
            .map(latest -> latest.head().size());
  }

  private static RuntimeException noneYet() {
    return Refusal.refused(Reason.INVALID_REQUEST, "nothing has been signed yet: give a size");
  }
}
