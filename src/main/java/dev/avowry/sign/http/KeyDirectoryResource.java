package dev.avowry.sign.http;

import dev.avowry.sign.KeyDirectory;
import dev.avowry.web.Open;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The directory of keys, draft-ietf-webbotauth-httpsig-protocol-01. */
@Path("/.well-known/http-message-signatures-directory")
public class KeyDirectoryResource {
  private static final String DIRECTORY = "application/http-message-signatures-directory+json";

  private final KeyDirectory directory;

  KeyDirectoryResource(KeyDirectory directory) {
    this.directory = directory;
  }

  /** The keys of agents whose signed requests point here. */
  @GET
  @Produces(DIRECTORY)
  @Open("public keys; whoever is sent a signed request has no token of ours")
  public Uni<Response> read(@Context Request request) {
    return directory.current().map(edition -> answer(edition, request));
  }

  private Response answer(KeyDirectory.Edition edition, Request request) {
    EntityTag tag = new EntityTag(edition.tag());
    Response.ResponseBuilder answer =
        Optional.ofNullable(request.evaluatePreconditions(tag))
            .orElseGet(() -> whole(edition))
            .tag(tag)
            .header(HttpHeaders.CACHE_CONTROL, directory.caching());
    return answer.build();
  }

  private static Response.ResponseBuilder whole(KeyDirectory.Edition edition) {
    Response.ResponseBuilder answer = Response.ok(edition.body());
    edition.fields().forEach(answer::header);
    return answer;
  }
}
