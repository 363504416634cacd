package dev.avowry.key.http;

import dev.avowry.key.Jwks;
import dev.avowry.key.Keys;
import dev.avowry.web.Open;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** {@code GET /jwks}: what anyone needs to verify a token offline; RFC 7517 §5. */
@Path("/jwks")
public final class JwksResource {
  static final String MEDIA_TYPE = "application/jwk-set+json";

  private final Keys keys;

  @Inject
  JwksResource(Keys keys) {
    this.keys = keys;
  }

  /** The keys, or 304 to a reader that has them. */
  @GET
  @Produces({MEDIA_TYPE, "application/json"})
  @Open("public keys; whoever verifies offline has no token of ours")
  public Uni<Response> read(@Context Request request) {
    return Uni.createFrom().item(render(keys.ring().jwks(), request));
  }

  private Response render(Jwks jwks, Request request) {
    EntityTag tag = new EntityTag(jwks.etag());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer =
        unchanged == null ? Response.ok(jwks.body(), MEDIA_TYPE) : unchanged;
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + keys.jwksMaxAge().toSeconds())
        .build();
  }
}
