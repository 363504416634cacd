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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.util.List;

/** {@code GET /jwks}: what anyone needs to verify a token offline; RFC 7517 §5. */
@Path("/jwks")
public final class JwksResource {
  static final String MEDIA_TYPE = "application/jwk-set+json";

  private static final List<Variant> VARIANTS =
      Variant.mediaTypes(MediaType.valueOf(MEDIA_TYPE), MediaType.APPLICATION_JSON_TYPE).build();

  private final Keys keys;

  @Inject
  JwksResource(Keys keys) {
    this.keys = keys;
  }

  /** The keys, or 304 to a reader that has them. */
  @GET
  @Produces({MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Open("public keys; whoever verifies offline has no token of ours")
  public Uni<Response> read(@Context Request request) {
    return Uni.createFrom().item(render(keys.ring().jwks(), request));
  }

  /** Each representation has a tag of its own; RFC 9110 §8.8.3. */
  private Response render(Jwks jwks, Request request) {
    boolean plain = wantsPlainJson(request);
    EntityTag tag = new EntityTag(jwks.etag() + (plain ? "-json" : ""));
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer =
        unchanged == null
            ? Response.ok(jwks.body(), plain ? MediaType.APPLICATION_JSON : MEDIA_TYPE)
            : unchanged;
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + keys.jwksMaxAge().toSeconds())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  /** For libraries that are older than RFC 7517's media type. */
  private static boolean wantsPlainJson(Request request) {
    Variant chosen = request.selectVariant(VARIANTS);
    return chosen != null && chosen.getMediaType().equals(MediaType.APPLICATION_JSON_TYPE);
  }
}
