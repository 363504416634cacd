package dev.avowry.people;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Offers new means to sign in, and takes those that somebody shows they can use. */
@ApplicationScoped
public class Offers {
  private static final String UNNAMED = "passkey";
  private static final Pattern NAME = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,60}");

  private final Enrolments enrolments;
  private final PasskeyChallenges challenges;
  private final PasskeyCheck passkeys;
  private final Passwords passwords;
  private final Clock clock;
  private final String host;

  Offers(
      Enrolments enrolments,
      PasskeyChallenges challenges,
      PasskeyCheck passkeys,
      Passwords passwords,
      Clock clock,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.enrolments = enrolments;
    this.challenges = challenges;
    this.passkeys = passkeys;
    this.passwords = passwords;
    this.clock = clock;
    this.host = URI.create(issuer).getHost();
  }

  /**
   * A new offer.
   *
   * @param page what only this page in this browser knows
   * @param whose as an app is to call it
   */
  public Offer make(String page, String whose) {
    Enrolment offer = enrolments.begin();
    return offer(offer, enrolments.seal(offer), page, whose);
  }

  /**
   * The offer that a form came back with, for the page that says what was wrong with it; a new one
   * where it came with none of ours.
   */
  public Offer again(String form, String page, String whose) {
    return enrolments
        .find(form)
        .map(offer -> offer(offer, form, page, whose))
        .orElseGet(() -> make(page, whose));
  }

  private Offer offer(Enrolment offer, String form, String page, String whose) {
    TotpSecret secret = offer.secret();
    String uri = secret.uri("Avowry " + host, whose);
    return new Offer(
        form,
        secret.show(),
        uri,
        QrCode.of(uri),
        Base64.getUrlEncoder().withoutPadding().encodeToString(offer.handle().exposeSecret()),
        challenges.issue(page),
        passkeys.host());
  }

  /** The means, if they were shown to work and may be used by that human. */
  Uni<ProvenMeans> prove(NewMeans means, String name, LoginName login) {
    Enrolment offer = enrolments.open(means.offer());
    return switch (means) {
      case NewMeans.ByPassword by -> byPassword(by, offer, name, login);
      case NewMeans.ByPasskey by -> byPasskey(by, offer);
    };
  }

  /** A password, if it may be that human's; hashed. */
  Uni<PasswordHash> password(SecretBytes typed, String name, LoginName login) {
    String password = new String(typed.exposeSecret(), StandardCharsets.UTF_8);
    PasswordRules.require(PasswordRules.normalised(password), name, login);
    return passwords.hash(password);
  }

  /** The app that has the secret of the offer, as its code shows. */
  ProvenMeans.App app(String form, String code) {
    TotpSecret secret = enrolments.open(form).secret();
    long step =
        secret
            .stepOf(code, clock.instant())
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_REQUEST,
                        "the code is not the one that the app shows now for this secret"));
    return new ProvenMeans.App(secret, step);
  }

  private Uni<ProvenMeans> byPassword(
      NewMeans.ByPassword by, Enrolment offer, String name, LoginName login) {
    ProvenMeans.App app = app(by.offer(), by.code());
    return password(by.password(), name, login)
        .map(hash -> new ProvenMeans.ByPassword(offer.handle(), hash, app));
  }

  private Uni<ProvenMeans> byPasskey(NewMeans.ByPasskey by, Enrolment offer) {
    String name = NAME.matcher(by.name()).matches() ? by.name() : UNNAMED;
    PasskeyCheck.Made made = passkeys.requireMade(by.response(), by.page());
    return challenges
        .useUp(made.challenge())
        .replaceWith(new ProvenMeans.ByPasskey(offer.handle(), made, name));
  }
}
