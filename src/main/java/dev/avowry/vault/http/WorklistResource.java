package dev.avowry.vault.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.Exposure;
import dev.avowry.vault.Worklists;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Flag;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;

/** What has to be replaced because somebody knows it who should not any more. */
@Path("/v1/vault/worklist")
@Produces(MediaType.APPLICATION_JSON)
public class WorklistResource {
  private final Worklists worklists;
  private final CurrentCaller caller;

  WorklistResource(Worklists worklists, CurrentCaller caller) {
    this.worklists = worklists;
    this.caller = caller;
  }

  /** A secret that somebody was given. */
  public record ExposureView(
      String secret,
      String name,
      String type,
      String owner,
      String state,
      int givenVersion,
      int version,
      List<String> agents,
      long times,
      Instant firstAt,
      Instant lastAt) {
    static ExposureView of(Exposure exposure) {
      return new ExposureView(
          exposure.secret().toString(),
          exposure.name(),
          exposure.type().code(),
          exposure.owner().toString(),
          exposure.state().code(),
          exposure.version(),
          exposure.present(),
          exposure.agents().stream().map(NodeId::toString).sorted().toList(),
          exposure.times(),
          exposure.first(),
          exposure.last());
    }
  }

  /** Lists what was given on the authority of what an entry took, or of a node. */
  @GET
  @Permission("vault.worklist")
  public Uni<Page<ExposureView>> list(
      @RestQuery Optional<String> revocation,
      @RestQuery Optional<String> node,
      @RestQuery Optional<String> open,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    if (revocation.isPresent() == node.isPresent()) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST, "one of the parameters revocation and node is needed");
    }
    boolean isOpen = Flag.of("open", open);
    Caller by = caller.get();
    PageRequest page = PageRequest.of(after, limit);
    return revocation
        .map(seq -> worklists.ofRevocation(seq(seq), isOpen, by, page))
        .orElseGet(
            () -> worklists.ofNode(Ids.ofMember("node", node.orElseThrow()), isOpen, by, page))
        .map(found -> found.map(ExposureView::of));
  }

  private static long seq(String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "revocation is the seq of an entry");
    }
    return Long.parseLong(text);
  }
}
