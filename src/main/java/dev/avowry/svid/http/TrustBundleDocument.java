package dev.avowry.svid.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.avowry.key.KeyRing;
import dev.avowry.svid.TrustBundle;
import dev.avowry.web.Open;
import dev.avowry.web.http.Document;
import dev.avowry.web.http.Prepared;
import dev.avowry.web.http.PreparedDocument;
import dev.avowry.web.http.Rendering;
import dev.avowry.web.http.Representation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

/** The bundle endpoint of the trust domain: SPIFFE Federation §5, profile {@code https_web}. */
@Singleton
@Prepared(paths = "/.well-known/spiffe-bundle", gives = MediaType.APPLICATION_JSON)
@Open("public keys; whoever verifies what agents show has no token of ours")
public final class TrustBundleDocument implements PreparedDocument {
  private final TrustBundle bundle;
  private final Rendering<KeyRing> rendering;

  @Inject
  TrustBundleDocument(TrustBundle bundle, ObjectMapper mapper) {
    this.bundle = bundle;
    this.rendering =
        new Rendering<>(
            ring ->
                Document.keptFor(bundle.maxAge(), Representation.json(bundle.of(ring), mapper)));
  }

  @Override
  public Document current() {
    return rendering.of(bundle.current());
  }
}
