package dev.avowry.verifier;

import java.net.URI;
import java.util.List;

/**
 * How a request says that it holds the key that its token is bound to, RFC 9449 §7.
 *
 * @param method of the request, such as {@code GET}
 * @param uri where the request went, as its sender knows it: by the name that you have, not by the
 *     header {@code Host}, which anybody writes. A query does not matter
 * @param headers the values of its {@code DPoP} headers; more than one is refused
 */
public record RequestProof(String method, URI uri, List<String> headers) {
  public RequestProof {
    headers = List.copyOf(headers);
  }
}
