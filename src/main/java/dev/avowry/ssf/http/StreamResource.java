package dev.avowry.ssf.http;

import dev.avowry.ssf.EventStream;
import dev.avowry.ssf.SsfConfig;
import dev.avowry.ssf.Streams;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestQuery;

/** A receiver's stream: made, read, changed, ended; SSF 1.0 §8.1.1. */
@Path("/ssf/streams")
@Consumes(MediaType.APPLICATION_JSON)
public class StreamResource {
  private final Streams streams;
  private final EndpointRule rule;
  private final Receivers receivers;
  private final String issuer;
  private final long interval;

  StreamResource(
      Streams streams,
      EndpointRule rule,
      Receivers receivers,
      SsfConfig config,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.streams = streams;
    this.rule = rule;
    this.receivers = receivers;
    this.issuer = issuer;
    this.interval = config.minVerificationInterval().toSeconds();
  }

  /** Makes the stream. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("ssf.manage")
  public Uni<Response> create(StreamRequest request) {
    return streams
        .create(request.toAsked(rule), receivers.current())
        .map(this::view)
        .map(view -> Response.status(Response.Status.CREATED).entity(view).build());
  }

  /** The stream that is named, or all that the receiver has. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("ssf.read")
  public Uni<Response> read(@RestQuery("stream_id") Optional<String> streamId) {
    return streamId.isPresent()
        ? streams
            .find(StreamRequest.required(streamId), receivers.current())
            .map(stream -> Response.ok(view(stream)).build())
        : streams
            .of(receivers.current())
            .map(all -> Response.ok(all.stream().map(this::view).toList()).build());
  }

  /** Changes what is said, and leaves the rest. */
  @PATCH
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("ssf.manage")
  public Uni<StreamView> update(StreamRequest request) {
    return streams
        .update(request.requiredId(), request.toAsked(rule), receivers.current())
        .map(this::view);
  }

  /** Changes everything: what is not said is gone. */
  @PUT
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("ssf.manage")
  public Uni<StreamView> replace(StreamRequest request) {
    return streams
        .replace(request.requiredId(), request.toAsked(rule), receivers.current())
        .map(this::view);
  }

  /** Ends the stream. */
  @DELETE
  @Permission("ssf.manage")
  public Uni<Void> delete(@RestQuery("stream_id") Optional<String> streamId) {
    return streams.delete(StreamRequest.required(streamId), receivers.current());
  }

  private StreamView view(EventStream stream) {
    return StreamView.of(stream, issuer, interval);
  }
}
