package com.example.orders;

import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Result;
import dev.avowry.verifier.Verifier;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** Passes the tokens that are alive. What cannot be decided is no fault of the token's. */
final class LiveTokenValidator implements OAuth2TokenValidator<Jwt> {
  private final Verifier verifier;
  private final Expectation expectation;

  LiveTokenValidator(Verifier verifier, Expectation expectation) {
    this.verifier = verifier;
    this.expectation = expectation;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt jwt) {
    return switch (verifier.verify(jwt.getTokenValue(), expectation)) {
      case Result.Live _ -> OAuth2TokenValidatorResult.success();
      case Result.Dead _ -> invalid("the token was revoked");
      case Result.Invalid(_, String detail) -> invalid(detail);
      case Result.Stale(var since) ->
          throw new AuthenticationServiceException("revocations are known up to " + since);
    };
  }

  private static OAuth2TokenValidatorResult invalid(String detail) {
    return OAuth2TokenValidatorResult.failure(
        new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, detail, null));
  }
}
