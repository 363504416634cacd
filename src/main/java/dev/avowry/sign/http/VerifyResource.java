package dev.avowry.sign.http;

import dev.avowry.agent.Death;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ledger.EventLine;
import dev.avowry.sign.AgentKey;
import dev.avowry.sign.HttpMessage;
import dev.avowry.sign.Payload;
import dev.avowry.sign.Verdict;
import dev.avowry.sign.Verifying;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of a signature. */
@Path("/v1/verify")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class VerifyResource {
  private final Verifying verifying;

  VerifyResource(Verifying verifying) {
    this.verifying = verifying;
  }

  /**
   * The body: exactly one signature.
   *
   * @param payload of a detached JWS, base64url
   */
  public record VerifyRequest(
      Optional<String> jws, Optional<String> payload, Optional<ShownRequest> http) {
    /** Refuses a body that has none, or both. */
    public VerifyRequest {
      if (jws.isPresent() == http.isPresent() || (payload.isPresent() && jws.isEmpty())) {
        throw Refusal.refused(
            Reason.INVALID_REQUEST,
            "exactly one of jws and http must be there; payload goes with jws");
      }
    }
  }

  /**
   * A request as it came, with the headers of its signature.
   *
   * @param label of the signature, where there are several
   */
  public record ShownRequest(
      String method, String url, Map<String, String> headers, Optional<String> label) {
    /** Shows no headers. */
    @Override
    public String toString() {
      return "ShownRequest[" + method + "]";
    }
  }

  /**
   * A verdict on the wire.
   *
   * @param reason why it does not count
   * @param signedAt when its row was made
   * @param fence the last entry as of which all of the path was alive
   * @param agentState as it is now
   */
  public record VerdictView(
      boolean valid,
      Optional<String> reason,
      Optional<String> kid,
      Optional<String> alg,
      Optional<String> agent,
      Optional<String> subject,
      Optional<String> sponsor,
      Optional<List<String>> path,
      Optional<String> token,
      Optional<Instant> signedAt,
      Optional<Long> fence,
      Optional<String> agentState) {
    static VerdictView of(Verdict verdict) {
      Optional<EventLine> row = verdict.row();
      return new VerdictView(
          verdict.isValid(),
          verdict.flaw().map(Verdict.Flaw::code),
          verdict.key().map(AgentKey::kid),
          verdict.key().map(key -> key.jwk().algorithm().joseName()),
          verdict.key().map(key -> key.agent().toString()),
          verdict.subject(),
          row.flatMap(EventLine::sponsor).map(NodeId::toString),
          row.map(EventLine::path),
          row.flatMap(EventLine::jti),
          row.map(EventLine::at),
          verdict.fence(),
          row.map(any -> verdict.death().map(Death::state).orElse("live")));
    }
  }

  /** Tells whoever has a live token. */
  @POST
  @Permission("sign.verify")
  public Uni<VerdictView> verify(VerifyRequest request) {
    Uni<Verdict> verdict =
        request
            .jws()
            .map(jws -> verifying.verify(jws, request.payload().map(VerifyResource::payload)))
            .orElseGet(() -> verify(request.http().orElseThrow()));
    return verdict.map(VerdictView::of);
  }

  private Uni<Verdict> verify(ShownRequest shown) {
    return verifying.verify(
        HttpMessage.of(shown.method(), shown.url(), shown.headers()), shown.label());
  }

  private static Payload payload(String base64) {
    return Payload.parse("payload", base64);
  }
}
