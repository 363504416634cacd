package dev.avowry.provisioning;

import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.ledger.SingleUse;
import dev.avowry.provisioning.RejectedSet.Err;
import dev.avowry.provisioning.Signal.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules for a security event token, RFC 8417 §2.2: plain, once its signature is proven. What it
 * says that nobody here understands is passed over, §2.
 */
final class SignalReader {
  static final String TYP = "secevent+jwt";

  /** A kill that was held up for days is still one; what is older was seen to by somebody. */
  private static final Duration OLDEST = Duration.ofDays(7);

  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int LONGEST_JTI = 255;
  private static final String RISC = "https://schemas.openid.net/secevent/risc/event-type/";
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";

  /** RISC 1.0 §2, CAEP 1.0 §3.1. */
  private static final Map<String, Meaning> MEANINGS =
      Map.of(
          RISC + "account-disabled", Meaning.GONE,
          RISC + "account-purged", Meaning.GONE,
          RISC + "account-enabled", Meaning.BACK,
          RISC + "account-credential-change-required", Meaning.SIGNED_OUT,
          RISC + "sessions-revoked", Meaning.SIGNED_OUT,
          CAEP + "session-revoked", Meaning.SIGNED_OUT);

  private SignalReader() {}

  /** What it says, if all that it must say holds. */
  static Signal read(VerifiedJwt set, Provisioner by, Signals trusted, Instant now) {
    if (set.typ().filter(TYP::equals).isEmpty()) {
      throw refused(Err.INVALID_REQUEST, "its typ must be " + TYP);
    }
    Claims claims = set.claims();
    if (!claims.text("iss").equals(Optional.of(trusted.issuer()))) {
      throw refused(Err.INVALID_ISSUER, "iss is not the issuer whose signals this system sends");
    }
    if (!claims.audience().contains(trusted.audience())) {
      throw refused(Err.INVALID_AUDIENCE, "aud is not the agreed one");
    }
    Instant issued = claims.time("iat").orElseThrow(() -> invalid("it has no iat"));
    if (issued.isAfter(now.plus(SKEW)) || issued.isBefore(now.minus(OLDEST))) {
      throw invalid(
          "its iat is in the future, or more than %d days ago".formatted(OLDEST.toDays()));
    }
    String jti =
        claims
            .text("jti")
            .filter(text -> !text.isEmpty() && text.length() <= LONGEST_JTI)
            .orElseThrow(() -> invalid("its jti must have from 1 to 255 characters"));
    SingleUse use =
        new SingleUse(
            SingleUse.Kind.SECURITY_EVENT, by.id().toString(), jti, issued.plus(OLDEST).plus(SKEW));
    return new Signal(jti, use, asOf(claims, issued), events(claims));
  }

  /** RFC 8417 §2.2: {@code toe}, which some leave out; nothing is told before it has happened. */
  private static Instant asOf(Claims claims, Instant issued) {
    return claims.time("toe").filter(it -> it.isBefore(issued)).orElse(issued);
  }

  private static List<Signal.Event> events(Claims claims) {
    Claims events = claims.object("events").orElseThrow(() -> invalid("it has no events"));
    return events.names().stream()
        .sorted()
        .flatMap(type -> event(type, events.object(type), claims.object("sub_id")))
        .toList();
  }

  /** Of whom it speaks the event says by itself, or the token for all of them, SSF 1.0 §8.1. */
  private static Stream<Signal.Event> event(
      String type, Optional<Claims> event, Optional<Claims> ofAll) {
    Meaning meaning = MEANINGS.get(type);
    if (meaning == null) {
      return Stream.empty();
    }
    Claims subject =
        event
            .flatMap(it -> it.object("subject"))
            .or(() -> ofAll)
            .orElseThrow(() -> invalid("it does not say of whom it speaks"));
    return Stream.of(new Signal.Event(type, meaning, subject(subject)));
  }

  /** RFC 9493 §3; of a complex subject its user, SSF 1.0 §3.4. */
  private static SubjectIdentifier subject(Claims said) {
    return switch (said.text("format").orElse("")) {
      case "iss_sub" ->
          new SubjectIdentifier.IssuerSubject(required(said, "iss"), required(said, "sub"));
      case "email" -> new SubjectIdentifier.Email(required(said, "email"));
      case "opaque" -> new SubjectIdentifier.Opaque(required(said, "id"));
      case "complex" ->
          said.object("user")
              .filter(user -> !user.text("format").equals(Optional.of("complex")))
              .map(SignalReader::subject)
              .orElseThrow(() -> invalid("its complex subject has no user"));
      default -> throw invalid("format must be one of iss_sub, email, opaque, complex");
    };
  }

  private static String required(Claims said, String member) {
    return said.text(member).orElseThrow(() -> invalid("its subject lacks " + member));
  }

  private static Refused invalid(String detail) {
    return refused(Err.INVALID_REQUEST, detail);
  }

  static Refused refused(Err err, String detail) {
    return new RejectedSet(err, "the security event token was refused: " + detail);
  }
}
