package dev.avowry.federation;

import io.smallrye.mutiny.Uni;
import java.net.URI;

/** Fetches what outside issuers publish. */
public interface KeySource {
  /**
   * The text at the address. Fails when it is not a public one, when there is no plain answer in
   * time, or when it is too long; never follows a redirect.
   */
  Uni<String> fetch(URI address);
}
