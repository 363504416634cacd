package dev.avowry.authn;

import java.util.List;

/**
 * How a request says that it holds a key, RFC 9449 §4.1.
 *
 * @param headers the values of its {@code DPoP} headers
 * @param method its HTTP method
 * @param uri where it went, by the configured issuer and never by {@code Host}
 */
public record PresentedProof(List<String> headers, String method, String uri) {
  public PresentedProof {
    headers = List.copyOf(headers);
  }

  /** A request that says nothing of a key. */
  public static PresentedProof none() {
    return new PresentedProof(List.of(), "", "");
  }

  /** Whether there is no {@code DPoP} header at all. */
  public boolean isAbsent() {
    return headers.isEmpty();
  }

  /** The proof: RFC 9449 §4.3, there is not more than one header. */
  String only() {
    if (headers.size() != 1) {
      throw DpopProof.failed(
          headers.isEmpty() ? "the header DPoP is missing" : "there is more than one DPoP header");
    }
    return headers.getFirst();
  }
}
