package dev.avowry.people;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What an authenticator says is true: signed by its key, for our host and our origin, over the
 * challenge, by somebody who was there and has unlocked it. WebAuthn Level 3 §7.1 and §7.2. Who
 * made the authenticator is not asked: any that its owner trusts will do.
 */
@ApplicationScoped
class PasskeyCheck {
  private static final boolean USER_VERIFIED = true;
  private static final boolean USER_PRESENT = true;
  private static final int LONGEST = 16_384;

  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          of(COSEAlgorithmIdentifier.ES256),
          of(COSEAlgorithmIdentifier.EdDSA),
          of(COSEAlgorithmIdentifier.RS256));

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);
  private final PasskeyChallenges challenges;
  private final Origin origin;
  private final String host;

  PasskeyCheck(
      PasskeyChallenges challenges, @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.challenges = challenges;
    this.origin = Origin.create(issuer);
    this.host = URI.create(issuer).getHost();
  }

  /**
   * A new passkey.
   *
   * @param id base64url
   * @param credential attested credential data, base64url
   * @param challenge that it signed and which is to be used up
   */
  record Made(String id, String credential, long signCount, String challenge) {}

  /**
   * What an authenticator has signed; unproven until {@link #prove}.
   *
   * @param id of the passkey that it says it was, base64url
   */
  record Signed(String id, String challenge, AuthenticationData data) {}

  /** Of which host passkeys are. */
  String host() {
    return host;
  }

  /** A passkey that was just made for this page; refused when anything of it is not in order. */
  Made requireMade(String response, String page) {
    return inOrder(
        () -> {
          RegistrationData data = manager.parseRegistrationResponseJSON(bounded(response));
          byte[] challenge = data.getCollectedClientData().getChallenge().getValue();
          challenges.require(challenge, page);
          var _ =
              manager.verify(
                  data,
                  new RegistrationParameters(
                      server(data.getCollectedClientData().getChallenge()),
                      ALGORITHMS,
                      USER_VERIFIED,
                      USER_PRESENT));
          AuthenticatorData<?> said = data.getAttestationObject().getAuthenticatorData();
          AttestedCredentialData credential = said.getAttestedCredentialData();
          return new Made(
              text(credential.getCredentialId()),
              text(credentials.convert(credential)),
              said.getSignCount(),
              text(challenge));
        });
  }

  /** What was signed for this page, read. */
  Signed read(String response, String page) {
    return inOrder(
        () -> {
          AuthenticationData data = manager.parseAuthenticationResponseJSON(bounded(response));
          byte[] challenge = data.getCollectedClientData().getChallenge().getValue();
          challenges.require(challenge, page);
          return new Signed(text(data.getCredentialId()), text(challenge), data);
        });
  }

  /**
   * Refuses what the passkey has not signed.
   *
   * @return how often it has signed as far as it says
   */
  long prove(Signed signed, Passkey passkey) {
    return inOrder(
        () -> {
          var record =
              new CredentialRecordImpl(
                  new NoneAttestationStatement(),
                  null,
                  null,
                  null,
                  passkey.signCount(),
                  credentials.convert(passkey.credentialBytes()),
                  null,
                  null,
                  null,
                  null);
          ServerProperty server = server(signed.data().getCollectedClientData().getChallenge());
          var parameters =
              new AuthenticationParameters(server, record, null, USER_VERIFIED, USER_PRESENT);
          return manager.verify(signed.data(), parameters).getAuthenticatorData().getSignCount();
        });
  }

  private ServerProperty server(Challenge challenge) {
    return new ServerProperty(origin, host, challenge);
  }

  private static String bounded(String response) {
    return response.length() > LONGEST ? "" : response;
  }

  /** Whatever a stranger made up fails the same way. */
  private static <T> T inOrder(Supplier<T> check) {
    try {
      return check.get();
    } catch (WebAuthnException | IllegalArgumentException | NullPointerException malformed) {
      throw SignInGuesses.failed();
    }
  }

  private static PublicKeyCredentialParameters of(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
