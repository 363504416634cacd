package com.example.orders;

import static org.springframework.security.config.Customizer.withDefaults;

import dev.avowry.verifier.Expectation;
import dev.avowry.verifier.Verifier;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/** Who gets in: live tokens with the scope. */
@Configuration
class Security {
  @Bean(destroyMethod = "close")
  Verifier verifier(
      @Value("${orders.issuer}") String issuer, @Value("${orders.max-stale}") long maxStale) {
    return Verifier.of(issuer).maxStale(Duration.ofSeconds(maxStale)).build().start();
  }

  @Bean
  JwtDecoder decoder(
      Verifier verifier,
      @Value("${orders.issuer}") String issuer,
      @Value("${orders.audience}") String audience) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(issuer + "/jwks")
            .jwsAlgorithm(SignatureAlgorithm.ES256)
            // The validator takes at+jwt alone.
            .validateType(false)
            .build();
    decoder.setJwtValidator(new LiveTokenValidator(verifier, Expectation.of(audience)));
    return decoder;
  }

  @Bean
  SecurityFilterChain filters(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(all -> all.anyRequest().hasAuthority("SCOPE_orders:read"))
        .oauth2ResourceServer(
            server -> server.jwt(withDefaults()).withObjectPostProcessor(new Undecided()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** Answers 503 where nothing could be decided; Spring Security would let it become a 500. */
  private static final class Undecided
      implements ObjectPostProcessor<BearerTokenAuthenticationFilter> {
    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();

    @Override
    public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
      filter.setAuthenticationFailureHandler(this::refuse);
      return filter;
    }

    private void refuse(
        HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
        throws IOException, ServletException {
      if (failure instanceof AuthenticationServiceException) {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      } else {
        challenge.commence(request, response, failure);
      }
    }
  }
}
