package dev.avowry.ssf.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avowry.ssf.EventStream;
import dev.avowry.ssf.StreamStatus;
import dev.avowry.ssf.Streams;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestQuery;

/** Whether a stream flows; SSF 1.0 §8.1.2. */
@Path("/ssf/status")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class StatusResource {
  private static final int LONGEST_REASON = 500;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private final Streams streams;
  private final Receivers receivers;

  StatusResource(Streams streams, Receivers receivers) {
    this.streams = streams;
    this.receivers = receivers;
  }

  /** What a receiver wants. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record StatusRequest(
      Optional<String> streamId, Optional<String> status, Optional<String> reason) {
    StreamStatus requiredStatus() {
      return status
          .flatMap(StreamStatus::named)
          .orElseThrow(() -> StreamRequest.invalid("status must be enabled, paused or disabled"));
    }

    Optional<String> soundReason() {
      if (reason
          .filter(text -> text.length() > LONGEST_REASON || UNPRINTABLE.matcher(text).find())
          .isPresent()) {
        throw StreamRequest.invalid("reason must be a line of at most 500 characters");
      }
      return reason;
    }
  }

  /** How it is. */
  public record StatusView(String streamId, String status, Optional<String> reason) {
    static StatusView of(EventStream stream) {
      return new StatusView(stream.id().value(), stream.status().code(), stream.reason());
    }
  }

  /** How the stream is. */
  @GET
  @Permission("ssf.read")
  public Uni<StatusView> read(@RestQuery("stream_id") Optional<String> streamId) {
    return streams.find(StreamRequest.required(streamId), receivers.current()).map(StatusView::of);
  }

  /** Lets the stream flow, or stops it. */
  @POST
  @Permission("ssf.manage")
  public Uni<StatusView> set(StatusRequest request) {
    return streams
        .setStatus(
            StreamRequest.required(request.streamId()),
            request.requiredStatus(),
            request.soundReason(),
            receivers.current())
        .map(StatusView::of);
  }
}
