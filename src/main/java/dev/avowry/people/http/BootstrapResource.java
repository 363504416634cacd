package dev.avowry.people.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.people.Bootstrap;
import dev.avowry.token.Issued;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the bootstrap token into the first administrator's access token. */
@Path("/v1/bootstrap")
@Produces(MediaType.APPLICATION_JSON)
public class BootstrapResource {
  private static final Pattern BEARER =
      Pattern.compile("Bearer +([\\x21-\\x7E]{1,256})", Pattern.CASE_INSENSITIVE);

  private final Bootstrap bootstrap;
  private final Origins origins;

  BootstrapResource(Bootstrap bootstrap, Origins origins) {
    this.bootstrap = bootstrap;
    this.origins = origins;
  }

  /** The access token, RFC 6749 §5.1. */
  public record AdminToken(String accessToken, String tokenType, long expiresIn) {
    static AdminToken of(Issued issued) {
      return new AdminToken(
          issued.accessToken(), issued.type().scheme(), issued.expiresIn().toSeconds());
    }
  }

  /** Redeems the token in the {@code Authorization} header. */
  @POST
  @Open("the bootstrap token is the credential, and no access token")
  public Uni<AdminToken> redeem(@Context HttpHeaders headers) {
    String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    Matcher matcher = BEARER.matcher(header == null ? "" : header);
    if (!matcher.matches()) {
      throw Refusal.refused(
          Reason.INVALID_TOKEN, "the bootstrap token is needed: Authorization: Bearer …");
    }
    return bootstrap.redeem(matcher.group(1), origins.get()).map(AdminToken::of);
  }
}
