package dev.avowry.approval;

import dev.avowry.consent.Parameters;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.token.IdentityScope;
import dev.avowry.web.OwnResources;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a request for backchannel authentication, CIBA Core §7.1. */
final class BackchannelReader {
  private static final int LONGEST_SCOPE = 4_096;
  private static final int LONGEST_HINT = 16 * 1_024;
  private static final int LONGEST_MESSAGE = 100;

  /** What can be seen, and spaces: nothing that makes a message look like something else. */
  private static final Pattern MESSAGE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]+");

  /** RFC 6750 §2.1, which the token is to be used by; not longer than CIBA Core §7.1 allows. */
  private static final Pattern NOTICE_TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{1,1000}=*");

  /** What another server would honour and we do not. */
  private static final List<String> UNSUPPORTED =
      List.of("request", "request_uri", "login_hint_token", "user_code", "authorization_details");

  private final Parameters asked;
  private final String issuer;

  BackchannelReader(Parameters asked, String issuer) {
    this.asked = asked;
    this.issuer = issuer;
    UNSUPPORTED.stream()
        .filter(name -> asked.get(name).isPresent())
        .findFirst()
        .ifPresent(
            name -> {
              throw invalid("the parameter is not supported: " + name);
            });
  }

  /** Whom the client means; said in one way. */
  Hint hint() {
    List<Hint> hints =
        Stream.<Hint>concat(
                asked.get("login_hint").map(Hint.Login::new).stream(),
                asked.get("id_token_hint").map(Hint.IdToken::new).stream())
            .toList();
    if (hints.size() != 1 || isTooLong()) {
      throw invalid("one of login_hint and id_token_hint says who is meant, and not both");
    }
    return hints.getFirst();
  }

  private boolean isTooLong() {
    return Stream.of("login_hint", "id_token_hint")
        .flatMap(name -> asked.get(name).stream())
        .anyMatch(hint -> hint.length() > LONGEST_HINT);
  }

  /** All the rest. */
  Wish wish(NodeId human) {
    return new Wish(
        human,
        scopes(),
        asked.all("resource").stream()
            .distinct()
            .filter(uri -> !OwnResources.has(issuer, uri))
            .toList(),
        message(),
        within(),
        noticeToken());
  }

  private Set<String> scopes() {
    String text = asked.get("scope").orElseThrow(() -> invalid("the parameter is missing: scope"));
    Set<String> scopes = new LinkedHashSet<>(List.of(text.split(" ", -1)));
    scopes.remove("");
    if (text.length() > LONGEST_SCOPE || !scopes.contains(IdentityScope.OPENID.code())) {
      throw Refusal.refused(
          Reason.INVALID_SCOPE, "scope is too long, or openid is not among what is asked for");
    }
    return scopes;
  }

  private Optional<String> message() {
    return asked
        .get("binding_message")
        .map(
            text -> {
              if (text.length() > LONGEST_MESSAGE || !MESSAGE.matcher(text).matches()) {
                throw Refusal.refused(
                    Reason.INVALID_BINDING_MESSAGE,
                    "binding_message has at most 100 characters, all of which can be seen");
              }
              return text;
            });
  }

  private Optional<Duration> within() {
    return asked
        .get("requested_expiry")
        .map(
            text -> {
              if (!text.matches("[1-9][0-9]{0,8}")) {
                throw invalid("requested_expiry is a positive number of seconds");
              }
              return Duration.ofSeconds(Long.parseLong(text));
            });
  }

  private Optional<String> noticeToken() {
    return asked
        .get("client_notification_token")
        .map(
            text -> {
              if (!NOTICE_TOKEN.matcher(text).matches()) {
                throw invalid("client_notification_token is not one that a header can carry");
              }
              return text;
            });
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }
}
