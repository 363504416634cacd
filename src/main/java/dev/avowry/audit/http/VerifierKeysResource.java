package dev.avowry.audit.http;

import dev.avowry.audit.CheckpointKeys;
import dev.avowry.web.Open;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code GET /v1/audit/keys}. Whoever verifies should have fetched them long before there was
 * anything to doubt: a service that lies would lie here as well.
 */
@Path("/v1/audit/keys")
@Produces(MediaType.APPLICATION_JSON)
public final class VerifierKeysResource {
  private final CheckpointKeys keys;

  @Inject
  VerifierKeysResource(CheckpointKeys keys) {
    this.keys = keys;
  }

  /** Every key that has signed a checkpoint or will. */
  @GET
  @Open("public keys; whoever watches the log from outside has no token of ours")
  public Uni<VerifierKeys> list() {
    return keys.all().map(VerifierKeys::of);
  }
}
