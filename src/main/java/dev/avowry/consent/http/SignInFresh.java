package dev.avowry.consent.http;

import dev.avowry.people.SignedIn;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Has a human prove who they are once more before they answer. */
final class SignInFresh {
  private SignInFresh() {}

  /** They come back there to be asked; refused for whom it would not help. */
  static Response backTo(String page, SignedIn human) {
    human.requireDated();
    String back = URLEncoder.encode(page, StandardCharsets.UTF_8);
    return Response.seeOther(URI.create("/sign-in?fresh=yes&return=" + back)).build();
  }
}
