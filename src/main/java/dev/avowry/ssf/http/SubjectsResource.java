package dev.avowry.ssf.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avowry.kernel.NodeId;
import dev.avowry.ssf.Streams;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a receiver wants to hear; SSF 1.0 §8.1.3. By default of everybody. The answer is the same
 * whether or not the subject is known: it would tell who is.
 */
@Path("/ssf/subjects")
@Consumes(MediaType.APPLICATION_JSON)
public class SubjectsResource {
  private final Streams streams;
  private final Receivers receivers;
  private final String issuer;

  SubjectsResource(
      Streams streams, Receivers receivers, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.streams = streams;
    this.receivers = receivers;
    this.issuer = issuer;
  }

  /** Which stream, and a subject identifier of RFC 9493. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SubjectRequest(
      Optional<String> streamId,
      Optional<Map<String, Object>> subject,
      Optional<Boolean> verified) {
    /** The agent or sponsor that is meant; empty where the identifier is of nobody of ours. */
    Optional<NodeId> node(String issuer) {
      Map<String, Object> members =
          subject.orElseThrow(() -> StreamRequest.invalid("subject is missing"));
      if (!(members.get("format") instanceof String format)) {
        throw StreamRequest.invalid("subject.format is missing");
      }
      return switch (format) {
        case "iss_sub" -> issuer.equals(members.get("iss")) ? id(members.get("sub")) : none();
        case "opaque" -> id(members.get("id"));
        default -> none();
      };
    }

    private static Optional<NodeId> id(@Nullable Object value) {
      return value instanceof String text ? NodeId.parse(text) : none();
    }

    private static Optional<NodeId> none() {
      return Optional.empty();
    }
  }

  /** The receiver wants to hear of the subject again. */
  @POST
  @Path("/add")
  @Produces(MediaType.APPLICATION_JSON)
  @Permission("ssf.manage")
  public Uni<Response> add(SubjectRequest request) {
    return streams
        .addSubject(
            StreamRequest.required(request.streamId()), request.node(issuer), receivers.current())
        .map(done -> Response.ok(Map.of()).build());
  }

  /** The receiver does not want to hear of the subject. */
  @POST
  @Path("/remove")
  @Permission("ssf.manage")
  public Uni<Void> remove(SubjectRequest request) {
    return streams.removeSubject(
        StreamRequest.required(request.streamId()), request.node(issuer), receivers.current());
  }
}
