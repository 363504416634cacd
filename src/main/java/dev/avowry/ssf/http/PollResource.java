package dev.avowry.ssf.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.ssf.Polling;
import dev.avowry.ssf.StreamId;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Where a receiver comes for its events; RFC 8936 §2. */
@Path("/ssf/poll")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PollResource {
  private static final int MOST_SETTLED = 1_000;

  private final Polling polling;
  private final Receivers receivers;
  private final CurrentCaller caller;

  PollResource(Polling polling, Receivers receivers, CurrentCaller caller) {
    this.polling = polling;
    this.receivers = receivers;
    this.caller = caller;
  }

  /** What a receiver asks for, in the RFC's own spelling. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PollRequest(
      @JsonProperty("maxEvents") Optional<Integer> maxEvents,
      @JsonProperty("returnImmediately") Optional<Boolean> returnImmediately,
      Optional<List<String>> ack,
      @JsonProperty("setErrs") Optional<Map<String, SetError>> setErrs) {
    Polling.Asked toAsked() {
      int most = maxEvents.orElse(Polling.MOST);
      List<String> acknowledged = ack.orElse(List.of());
      Map<String, SetError> refused = setErrs.orElse(Map.of());
      if (most < 0 || acknowledged.size() > MOST_SETTLED || refused.size() > MOST_SETTLED) {
        throw StreamRequest.invalid(
            "maxEvents is not below 0, and at most 1000 events are settled at once");
      }
      return new Polling.Asked(
          acknowledged, refused.keySet(), most, returnImmediately.orElse(false));
    }
  }

  /** Why a receiver will not take an event; RFC 8936 §2.6. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SetError(Optional<String> err, Optional<String> description) {}

  /** What there is. */
  public record PollView(
      Map<String, String> sets, @JsonProperty("moreAvailable") boolean moreAvailable) {
    static PollView of(Polling.Polled polled) {
      return new PollView(polled.sets(), polled.moreAvailable());
    }
  }

  /** Settles what the receiver has, and gives what waits. */
  @POST
  @Path("/{stream}")
  @Permission("ssf.read")
  public Uni<PollView> poll(@RestPath("stream") String id, PollRequest request) {
    StreamId stream =
        StreamId.parse(id)
            .orElseThrow(
                () ->
                    Refusal.refused(Reason.NOT_FOUND, "there is no such stream of this receiver"));
    return caller
        .whileAlive(polling.poll(stream, request.toAsked(), receivers.current()))
        .map(PollView::of);
  }
}
