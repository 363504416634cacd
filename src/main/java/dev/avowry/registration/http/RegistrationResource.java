package dev.avowry.registration.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.registration.ClientConfiguration;
import dev.avowry.registration.ClientInformation;
import dev.avowry.registration.MetadataReader;
import dev.avowry.registration.Registrations;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Ticket;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Where clients register themselves, RFC 7591, and look after that, RFC 7592. */
@Path("/register")
public class RegistrationResource {
  private final Registrations registrations;
  private final ClientConfiguration configuration;
  private final MetadataReader reader;
  private final Origins origins;
  private final String issuer;

  RegistrationResource(
      Registrations registrations,
      ClientConfiguration configuration,
      MetadataReader reader,
      Origins origins,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.registrations = registrations;
    this.configuration = configuration;
    this.reader = reader;
    this.origins = origins;
    this.issuer = issuer;
  }

  /** Registers a client. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the initial access token lets in")
  public Uni<RestResponse<Map<String, Object>>> register(
      String body, @Context HttpHeaders headers) {
    SecretBytes token = token(headers);
    return registrations
        .register(token, reader.read(body), origins.get())
        .map(
            made ->
                RestResponse.ResponseBuilder.<Map<String, Object>>created(URI.create(address(made)))
                    .entity(view(made))
                    .build());
  }

  /** Shows a client to itself. */
  @GET
  @Path("/{client}")
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the registration access token lets in")
  public Uni<Map<String, Object>> read(@RestPath String client, @Context HttpHeaders headers) {
    return configuration.read(id(client), token(headers)).map(this::view);
  }

  /** Replaces what a client says of itself. */
  @PUT
  @Path("/{client}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Open("the registration access token lets in")
  public Uni<Map<String, Object>> replace(
      @RestPath String client, String body, @Context HttpHeaders headers) {
    SecretBytes token = token(headers);
    NodeId id = id(client);
    return configuration
        .require(id, token)
        .map(live -> reader.readUpdate(body, client))
        .chain(asked -> configuration.replace(id, token, asked, origins.get()))
        .map(this::view);
  }

  /** Ends a client. */
  @DELETE
  @Path("/{client}")
  @Open("the registration access token lets in")
  public Uni<Void> delete(@RestPath String client, @Context HttpHeaders headers) {
    return configuration.delete(id(client), token(headers), origins.get());
  }

  private Map<String, Object> view(ClientInformation information) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("client_id", information.agent().id().toString());
    view.put("client_id_issued_at", information.agent().node().createdAt().getEpochSecond());
    view.put("registration_access_token", information.showAccess());
    view.put("registration_client_uri", address(information));
    view.putAll(information.metadata());
    return view;
  }

  private String address(ClientInformation information) {
    return issuer + "/register/" + information.agent().id();
  }

  /** What is no id is no other answer than a wrong token: RFC 7592 §2.1. */
  private static NodeId id(String client) {
    return NodeId.parse(client)
        .orElseThrow(
            () ->
                Refusal.refused(
                    Reason.INVALID_TOKEN,
                    "the registration access token of a live client is needed"));
  }

  private static SecretBytes token(HttpHeaders headers) {
    List<String> all = headers.getRequestHeader(HttpHeaders.AUTHORIZATION);
    return Ticket.of(all, "a token for registration");
  }
}
