package dev.avowry.ssf;

import dev.avowry.kernel.SecretBytes;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a receiver wants of its stream; what it does not say is empty.
 *
 * @param requested events by their URIs
 * @param delivery how they are to get there
 * @param description its own words
 */
public record AskedStream(
    Optional<List<String>> requested,
    Optional<AskedDelivery> delivery,
    Optional<String> description) {
  /** How events are to get there. */
  public sealed interface AskedDelivery {
    /** By polling. */
    record Poll() implements AskedDelivery {}

    /** To an endpoint whose form was checked. */
    record Push(URI endpoint, Optional<SecretBytes> authorization) implements AskedDelivery {}
  }
}
