package dev.avowry.audit.http;

import dev.avowry.audit.Proofs;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.Tile;
import dev.avowry.ledger.TileHashes;
import dev.avowry.web.Open;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The tree in tiles: C2SP tlog-tiles, "Merkle Tree". */
@Path("/v1/audit/tile/{level: [0-9]+}/{index: .+}")
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public final class TileResource {
  private final Proofs proofs;

  @Inject
  TileResource(Proofs proofs) {
    this.proofs = proofs;
  }

  /** The hashes of one tile, 32 bytes each; a partial one has its width in the path. */
  @GET
  @Open("hashes alone; whoever watches the log from outside has no token of ours")
  public Uni<Response> read(@PathParam("level") String level, @PathParam("index") String index) {
    Tile wanted = Tile.parse(level + "/" + index).orElseThrow(TileResource::notFound);
    return proofs
        .tile(wanted)
        .map(found -> found.orElseThrow(TileResource::notFound))
        .map(TileResource::render);
  }

  /** A full tile never changes; a partial one neither, but nobody asks for it for long. */
  private static Response render(TileHashes found) {
    Response.ResponseBuilder answer = Response.ok(found.bytes());
    return found.tile().isFull()
        ? answer.header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable").build()
        : answer.build();
  }

  private static RuntimeException notFound() {
    return Refusal.refused(Reason.NOT_FOUND, "the tree has no tile of that name");
  }
}
