package dev.avowry.consent;

import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.Sha256;
import dev.avowry.ledger.SingleUse;
import dev.avowry.token.TokenRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether a code, a device code or a refresh token is good in the hands of whoever shows it. */
final class TicketCheck {
  /** RFC 7636 §4.1. */
  private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

  private TicketCheck() {}

  static Ticket code(
      Optional<Ticket> found,
      AuthenticatedClient client,
      TokenRequest.AuthorizationCode shown,
      Instant now) {
    Ticket code = good(of(SingleUse.Kind.AUTHORIZATION_CODE, found), client, now);
    if (!(code.door().orElseThrow() instanceof Ticket.Door.Browser door)) {
      throw new IllegalStateException("a code came through no browser");
    }
    if (shown.redirectUri().filter(uri -> !uri.equals(door.redirectUri())).isPresent()) {
      throw refused("redirect_uri is not the one that the code was sent to");
    }
    if (!fits(shown.verifier(), door.challenge())) {
      throw refused("code_verifier is missing, or not the one of code_challenge");
    }
    return code;
  }

  /**
   * RFC 9700 §2.1.1: without the verifier somebody else may have been given the code. §4.8.2: a
   * verifier without a challenge means that somebody has taken the challenge away.
   */
  private static boolean fits(Optional<String> verifier, Optional<String> challenge) {
    return challenge
        .map(hash -> verifier.filter(text -> fits(text, hash)).isPresent())
        .orElse(verifier.isEmpty());
  }

  static Ticket refreshToken(Optional<Ticket> found, AuthenticatedClient client, Instant now) {
    return good(of(SingleUse.Kind.REFRESH_TOKEN, found), client, now);
  }

  static Ticket deviceCode(Ticket found, AuthenticatedClient client, Instant now) {
    if (!now.isBefore(found.expiresAt())) {
      throw Devices.expired();
    }
    return good(of(SingleUse.Kind.DEVICE_CODE, Optional.of(found)), client, now);
  }

  /** Whether it has expired, and just before was good in the hands of whoever shows it now. */
  static boolean wasGood(
      Ticket ticket, AuthenticatedClient client, TokenRequest shown, Instant now) {
    Optional<Ticket> found = Optional.of(ticket).filter(it -> !now.isBefore(it.expiresAt()));
    Instant before = ticket.expiresAt().minusNanos(1);
    try {
      return found.isPresent()
          && switch (shown) {
            case TokenRequest.AuthorizationCode asked ->
                code(found, client, asked, before).equals(ticket);
            case TokenRequest.DeviceCode any -> deviceCode(ticket, client, before).equals(ticket);
            case TokenRequest.RefreshToken any ->
                refreshToken(found, client, before).equals(ticket);
            case TokenRequest.ClientCredentials any -> false;
            case TokenRequest.JwtBearer any -> false;
            case TokenRequest.IdentityAssertion any -> false;
            case TokenRequest.TokenExchange any -> false;
            case TokenRequest.BackchannelAuthentication any -> false;
          };
    } catch (Refused notTheirs) {
      return false;
    }
  }

  /** One kind is never good as another. */
  private static Optional<Ticket> of(SingleUse.Kind kind, Optional<Ticket> found) {
    return found.filter(ticket -> ticket.kind() == kind);
  }

  /**
   * The refresh token that a client gives back; empty when it is none, or has expired. RFC 7009
   * §2.1: whoever else shows it is refused.
   */
  static Optional<Ticket> given(Optional<Ticket> found, AuthenticatedClient client, Instant now) {
    Optional<Ticket> token =
        of(SingleUse.Kind.REFRESH_TOKEN, found).filter(it -> now.isBefore(it.expiresAt()));
    if (token.filter(it -> !it.agent().equals(client.id())).isPresent()) {
      throw Refusal.refused(Reason.UNAUTHORIZED_CLIENT, "the token was issued to another client");
    }
    return token;
  }

  /** The same answer for what there is not, what is another's, and what has expired. */
  private static Ticket good(Optional<Ticket> found, AuthenticatedClient client, Instant now) {
    Ticket ticket =
        found
            .filter(it -> it.agent().equals(client.id()))
            .filter(it -> now.isBefore(it.expiresAt()))
            .orElseThrow(() -> refused("it is not the client's, or has expired"));
    if (ticket.binding().isPresent() && !ticket.binding().equals(client.boundTo())) {
      throw Refusal.refused(
          Reason.INVALID_DPOP_PROOF,
          "what was lent is bound to a key or a certificate that the request does not prove to"
              + " hold");
    }
    return ticket;
  }

  private static boolean fits(String verifier, String challenge) {
    return VERIFIER.matcher(verifier).matches()
        && MessageDigest.isEqual(
            challenge.getBytes(StandardCharsets.US_ASCII),
            Sha256.thumbprint(verifier).getBytes(StandardCharsets.US_ASCII));
  }

  private static Refused refused(String why) {
    return Refusal.refused(Reason.INVALID_GRANT, "what was shown is not good: " + why);
  }
}
