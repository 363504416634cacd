package dev.avowry.ssf.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avowry.ssf.Streams;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;

/** A receiver asks whether its stream works; SSF 1.0 §8.1.4. */
@Path("/ssf/verify")
@Consumes(MediaType.APPLICATION_JSON)
public class VerificationResource {
  private static final int LONGEST_STATE = 1_000;

  private final Streams streams;
  private final Receivers receivers;

  VerificationResource(Streams streams, Receivers receivers) {
    this.streams = streams;
    this.receivers = receivers;
  }

  /**
   * Which stream.
   *
   * @param state what the event is to say, so that the receiver knows its own
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record VerificationRequest(Optional<String> streamId, Optional<String> state) {
    Optional<String> soundState() {
      if (state.filter(text -> text.length() > LONGEST_STATE || text.indexOf(0) >= 0).isPresent()) {
        throw StreamRequest.invalid("state has at most 1000 characters, none of them NUL");
      }
      return state;
    }
  }

  /** Queues the event. */
  @POST
  @Permission("ssf.manage")
  public Uni<Void> verify(VerificationRequest request) {
    return streams.verify(
        StreamRequest.required(request.streamId()), request.soundState(), receivers.current());
  }
}
