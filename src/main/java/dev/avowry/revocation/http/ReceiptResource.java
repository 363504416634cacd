package dev.avowry.revocation.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.AnswerSigner;
import dev.avowry.revocation.Receipts;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Accepted;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;

/** Proof of where a revocation has arrived, as it is at the moment. */
@Path("/v1/revocations/{seq}/receipt")
public class ReceiptResource {
  /** The {@code typ} of a signed receipt; no other JWT of ours has it. */
  static final String TYP = "revocation-receipt+jwt";

  private final Receipts receipts;
  private final CurrentCaller caller;
  private final AnswerSigner signer;
  private final Clock clock;
  private final String issuer;

  ReceiptResource(
      Receipts receipts,
      CurrentCaller caller,
      AnswerSigner signer,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.receipts = receipts;
    this.caller = caller;
    this.signer = signer;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** Shows it; signed to whoever prefers that. */
  @GET
  @Produces({MediaType.APPLICATION_JSON, RevocationListDocument.JWT})
  @Permission("revocations.receipt")
  public Uni<Response> read(@RestPath String seq, @Context HttpHeaders headers) {
    Caller by = caller.get();
    String type = Accepted.of(headers, MediaType.APPLICATION_JSON, RevocationListDocument.JWT);
    return receipts
        .of(place(seq), by::reaches)
        .map(receipt -> ReceiptView.of(receipt, issuer, clock.instant()))
        .chain(receipt -> written(receipt, type))
        .map(written -> Response.ok(written, type).build());
  }

  private Uni<?> written(ReceiptView receipt, String type) {
    return type.equals(RevocationListDocument.JWT)
        ? signer.sign(TYP, receipt)
        : Uni.createFrom().item(receipt);
  }

  private static long place(String seq) {
    if (!seq.matches("[0-9]{1,18}")) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no receipt for that, or it is not yours to know of");
    }
    return Long.parseLong(seq);
  }
}
