package dev.avowry.provisioning.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.provisioning.People;
import dev.avowry.provisioning.PersonDocument;
import dev.avowry.provisioning.PersonFilter;
import dev.avowry.provisioning.PersonPatch;
import dev.avowry.provisioning.PersonSearch;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** People of whom a directory tells, RFC 7644 §3. */
@Path("/scim/v2/Users")
public class UsersResource {
  private static final String BY = "a provisioner's token lets in";
  private static final int USUAL = 100;
  private static final int MOST = 200;

  private final Scim scim;
  private final People people;
  private final PersonSearch search;
  private final Origins origins;
  private final PersonView view;

  UsersResource(
      Scim scim,
      People people,
      PersonSearch search,
      Origins origins,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.scim = scim;
    this.people = people;
    this.search = search;
    this.origins = origins;
    this.view = new PersonView(issuer);
  }

  /** RFC 7644 §3.4.2. */
  @GET
  @Produces({Scim.JSON, MediaType.APPLICATION_JSON})
  @Open(BY)
  public Uni<UserList> list(
      @RestQuery Optional<String> filter,
      @RestQuery Optional<String> startIndex,
      @RestQuery Optional<String> count,
      @Context HttpHeaders headers) {
    long from = Math.max(1, number("startIndex", startIndex, 1));
    int most = Math.clamp(number("count", count, USUAL), 0, MOST);
    Optional<PersonFilter> asked = filter.map(PersonFilter::parse);
    return scim.admit(headers)
        .chain(by -> search.search(by, asked, view::of, from - 1, most))
        .map(found -> UserList.of(found.people().stream().map(view::of).toList(), found, from));
  }

  /** RFC 7644 §3.3. */
  @POST
  @Consumes({Scim.JSON, MediaType.APPLICATION_JSON})
  @Produces({Scim.JSON, MediaType.APPLICATION_JSON})
  @Open(BY)
  public Uni<RestResponse<ObjectNode>> create(String body, @Context HttpHeaders headers) {
    return scim.admit(headers)
        .chain(by -> people.create(by, PersonDocument.read(body), origins.get()))
        .map(
            person ->
                RestResponse.ResponseBuilder.<ObjectNode>created(URI.create(view.location(person)))
                    .entity(view.of(person))
                    .build());
  }

  /** RFC 7644 §3.4.1. */
  @GET
  @Path("/{id}")
  @Produces({Scim.JSON, MediaType.APPLICATION_JSON})
  @Open(BY)
  public Uni<ObjectNode> read(@RestPath String id, @Context HttpHeaders headers) {
    return scim.admit(headers).chain(by -> people.find(by, user(id))).map(view::of);
  }

  /** RFC 7644 §3.5.1. */
  @PUT
  @Path("/{id}")
  @Consumes({Scim.JSON, MediaType.APPLICATION_JSON})
  @Produces({Scim.JSON, MediaType.APPLICATION_JSON})
  @Open(BY)
  public Uni<ObjectNode> replace(@RestPath String id, String body, @Context HttpHeaders headers) {
    return scim.admit(headers)
        .chain(by -> people.replace(by, user(id), PersonDocument.read(body), origins.get()))
        .map(view::of);
  }

  /** RFC 7644 §3.5.2. */
  @PATCH
  @Path("/{id}")
  @Consumes({Scim.JSON, MediaType.APPLICATION_JSON})
  @Produces({Scim.JSON, MediaType.APPLICATION_JSON})
  @Open(BY)
  public Uni<ObjectNode> patch(@RestPath String id, String body, @Context HttpHeaders headers) {
    return scim.admit(headers)
        .chain(by -> people.patch(by, user(id), PersonPatch.read(body), origins.get()))
        .map(view::of);
  }

  /** RFC 7644 §3.6. */
  @DELETE
  @Path("/{id}")
  @Open(BY)
  public Uni<Void> delete(@RestPath String id, @Context HttpHeaders headers) {
    return scim.admit(headers).chain(by -> people.remove(by, user(id), origins.get()));
  }

  /**
   * RFC 7644 §3.4.2.
   *
   * @param startIndex of the first, from 1
   */
  public record UserList(
      List<String> schemas,
      @JsonProperty("totalResults") long totalResults,
      @JsonProperty("startIndex") long startIndex,
      @JsonProperty("itemsPerPage") int itemsPerPage,
      @JsonProperty("Resources") List<ObjectNode> resources) {
    private static final String SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    static UserList of(List<ObjectNode> shown, PersonSearch.Found found, long from) {
      return new UserList(List.of(SCHEMA), found.total(), from, shown.size(), shown);
    }
  }

  private static NodeId user(String id) {
    return NodeId.parse(id)
        .orElseThrow(() -> Refusal.refused(Reason.NOT_FOUND, "there is no such user"));
  }

  private static long number(String name, Optional<String> value, long usual) {
    if (value.isPresent() && !value.get().matches("-?[0-9]{1,9}")) {
      throw Refusal.refused(Reason.INVALID_REQUEST, name + " must be a number");
    }
    return value.map(Long::parseLong).orElse(usual);
  }
}
