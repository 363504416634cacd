package dev.avowry.revocation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Algorithm;
import dev.avowry.key.JwtSigner;
import dev.avowry.revocation.Receipts;
import dev.avowry.web.Caller;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;

/** Proof of where a revocation has arrived, as it is at the moment. */
@Path("/v1/revocations/{seq}/receipt")
public class ReceiptResource {
  /** The {@code typ} of a signed receipt; no other JWT of ours has it. */
  static final String TYP = "revocation-receipt+jwt";

  /** Who does not say what they accept gets JSON. */
  private static final String ONLY_IF_ASKED_FOR = ";qs=0.1";

  private final Receipts receipts;
  private final CurrentCaller caller;
  private final JwtSigner signer;
  private final ObjectMapper json;
  private final Clock clock;
  private final String issuer;

  ReceiptResource(
      Receipts receipts,
      CurrentCaller caller,
      JwtSigner signer,
      ObjectMapper json,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.receipts = receipts;
    this.caller = caller;
    this.signer = signer;
    this.json = json;
    this.clock = clock;
    this.issuer = issuer;
  }

  /** Shows it. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("revocations.receipt")
  public Uni<ReceiptView> read(@RestPath String seq) {
    Caller by = caller.get();
    return receipts
        .of(place(seq), by::reaches)
        .map(receipt -> ReceiptView.of(receipt, issuer, clock.instant()));
  }

  /** The same, signed, for whoever has to show it to others. */
  @GET
  @Produces(RevocationListDocument.JWT + ONLY_IF_ASKED_FOR)
  @Permission("revocations.receipt")
  public Uni<String> readSigned(@RestPath String seq) {
    return read(seq).map(this::sign);
  }

  private String sign(ReceiptView receipt) {
    try {
      return signer.signText(Algorithm.ES256, TYP, json.writeValueAsString(receipt));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a receipt cannot be written", impossible);
    }
  }

  private static long place(String seq) {
    if (!seq.matches("[0-9]{1,18}")) {
      throw Refusal.refused(
          Reason.NOT_FOUND, "there is no receipt for that, or it is not yours to know of");
    }
    return Long.parseLong(seq);
  }
}
