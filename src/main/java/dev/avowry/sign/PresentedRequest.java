package dev.avowry.sign;

import dev.avowry.kernel.Refused;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads the signature that a request is shown with, RFC 9421 §3.2. */
final class PresentedRequest {
  private PresentedRequest() {}

  /**
   * The signature; empty where there is none that could be of an agent.
   *
   * @param label which, where there are several
   */
  static Optional<Presented> read(HttpMessage message, Optional<String> label) {
    Optional<Map<String, Member>> inputs = dictionary(message, "signature-input");
    Optional<Map<String, Member>> signatures = dictionary(message, "signature");
    return label
        .or(() -> inputs.filter(all -> all.size() == 1).map(all -> all.keySet().iterator().next()))
        .flatMap(
            name ->
                member(inputs, name)
                    .flatMap(
                        input ->
                            member(signatures, name)
                                .flatMap(signature -> read(message, input, signature))));
  }

  private static Optional<Map<String, Member>> dictionary(HttpMessage message, String field) {
    return message.field(field).flatMap(FieldReader::dictionary);
  }

  private static Optional<Member> member(Optional<Map<String, Member>> all, String name) {
    return all.flatMap(members -> Optional.ofNullable(members.get(name)));
  }

  private static Optional<Presented> read(HttpMessage message, Member input, Member signature) {
    return input instanceof Member.InnerList covered
            && signature instanceof Member.Item item
            && item.value() instanceof Bare.Bytes bytes
        ? read(message, covered, bytes)
        : Optional.empty();
  }

  private static Optional<Presented> read(
      HttpMessage message, Member.InnerList covered, Bare.Bytes signature) {
    try {
      SignatureBase base = SignatureBase.of(message, covered);
      return covered
          .text("keyid")
          .map(
              kid ->
                  new Presented(
                      kid,
                      covered.text("alg").flatMap(HttpAlgorithm::named),
                      SignedBytes.of(base.bytes()),
                      SignedBytes.of(signature.value()),
                      covered.whole("expires").map(Instant::ofEpochSecond)));
    } catch (Refused notThere) {
      // What is said to be covered is not in the message, or could not be.
      return Optional.empty();
    }
  }
}
