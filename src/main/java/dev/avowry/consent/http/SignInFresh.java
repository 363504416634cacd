package dev.avowry.consent.http;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Has a human prove who they are once more before they answer. */
final class SignInFresh {
  private SignInFresh() {}

  /** They come back there to be asked. */
  static Response backTo(String page) {
    String back = URLEncoder.encode(page, StandardCharsets.UTF_8);
    return Response.seeOther(URI.create("/sign-in?fresh=yes&return=" + back)).build();
  }
}
