package dev.avowry.ssf.http;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ssf.AskedStream;
import dev.avowry.ssf.Delivery;
import dev.avowry.ssf.StreamId;
import dev.avowry.web.EndpointRule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a receiver says of its stream, SSF 1.0 §8.1.1. Members that are ours to set may come back as
 * they were told and are not taken from here; members that nobody knows are ignored.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StreamRequest(
    Optional<String> streamId,
    Optional<List<String>> eventsRequested,
    Optional<DeliveryRequest> delivery,
    Optional<String> description) {
  private static final int MOST_EVENTS = 100;
  private static final int LONGEST_EVENT = 500;
  private static final int LONGEST_DESCRIPTION = 500;
  private static final Pattern URI_CHARACTERS = Pattern.compile("[!-~]+");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  /** How events are to get there. Does not show the header's value. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record DeliveryRequest(
      Optional<String> method, Optional<String> endpointUrl, Optional<String> authorizationHeader) {
    private static final int LONGEST_HEADER = 4_000;

    /** RFC 9110 §5.5 without the obsolete: no line breaks, which would begin another header. */
    private static final Pattern HEADER = Pattern.compile("[!-~]([ -~]*[!-~])?");

    AskedStream.AskedDelivery toDelivery(EndpointRule rule) {
      return switch (method.orElse("")) {
        case Delivery.POLL -> new AskedStream.AskedDelivery.Poll();
        case Delivery.PUSH ->
            new AskedStream.AskedDelivery.Push(
                rule.check(
                    "endpoint_url",
                    endpointUrl.orElseThrow(() -> invalid("delivery.endpoint_url is missing"))),
                authorizationHeader.map(DeliveryRequest::header));
        default -> throw invalid("delivery.method must be one of delivery_methods_supported");
      };
    }

    private static SecretBytes header(String value) {
      if (value.length() > LONGEST_HEADER || !HEADER.matcher(value).matches()) {
        throw invalid("delivery.authorization_header is not the value of a header");
      }
      return SecretBytes.ofText(value);
    }

    @Override
    public String toString() {
      return "DeliveryRequest[" + method + ", " + endpointUrl + "]";
    }
  }

  AskedStream toAsked(EndpointRule rule) {
    eventsRequested.ifPresent(StreamRequest::requireEvents);
    if (description
        .filter(text -> text.length() > LONGEST_DESCRIPTION || UNPRINTABLE.matcher(text).find())
        .isPresent()) {
      throw invalid("description must be a line of at most " + LONGEST_DESCRIPTION + " characters");
    }
    return new AskedStream(
        eventsRequested, delivery.map(asked -> asked.toDelivery(rule)), description);
  }

  StreamId requiredId() {
    return required(streamId);
  }

  /** The id; what cannot be one is not found, like what is not the receiver's. */
  static StreamId required(Optional<String> id) {
    return StreamId.parse(id.orElseThrow(() -> invalid("stream_id is missing")))
        .orElseThrow(
            () -> Refusal.refused(Reason.NOT_FOUND, "there is no such stream of this receiver"));
  }

  private static void requireEvents(List<String> events) {
    boolean sound =
        events.size() <= MOST_EVENTS
            && events.stream()
                .allMatch(
                    each ->
                        each.length() <= LONGEST_EVENT && URI_CHARACTERS.matcher(each).matches());
    if (!sound) {
      throw invalid("events_requested must be an array of at most " + MOST_EVENTS + " URIs");
    }
  }

  static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
