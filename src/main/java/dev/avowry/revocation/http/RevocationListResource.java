package dev.avowry.revocation.http;

import dev.avowry.revocation.PublishedList;
import dev.avowry.revocation.Publisher;
import dev.avowry.web.Open;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The signed revocation list, for resource servers that validate offline. */
@Path("/revocations")
public class RevocationListResource {
  /** RFC 7519 §10.3.1. */
  static final String JWT = "application/jwt";

  private final Publisher publisher;

  RevocationListResource(Publisher publisher) {
    this.publisher = publisher;
  }

  /** The list, signed. */
  @GET
  @Produces(JWT)
  @NonBlocking
  @Open("ids say nothing, and every verifier needs it")
  public Response signed(@Context Request request) {
    PublishedList list = publisher.current();
    return answer(request, list, list.jwt(), "");
  }

  /** The same claims unsigned, for people and scripts. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  @Open("ids say nothing, and every verifier needs it")
  public Response unsigned(@Context Request request) {
    PublishedList list = publisher.current();
    return answer(request, list, list.json(), "-json");
  }

  /** Each representation has a tag of its own; RFC 9110 §8.8.3. A malformed tag matches nothing. */
  private static Response answer(Request request, PublishedList list, String body, String suffix) {
    EntityTag tag = new EntityTag(list.etag() + suffix);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    Response.ResponseBuilder answer = unchanged == null ? Response.ok(body) : unchanged;
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }
}
