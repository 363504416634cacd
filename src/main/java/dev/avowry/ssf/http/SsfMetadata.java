package dev.avowry.ssf.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.avowry.ssf.Delivery;
import java.util.List;

/** The transmitter's metadata, SSF 1.0 §7.1. */
record SsfMetadata(
    String specVersion,
    String issuer,
    String jwksUri,
    List<String> deliveryMethodsSupported,
    String configurationEndpoint,
    String statusEndpoint,
    String addSubjectEndpoint,
    String removeSubjectEndpoint,
    String verificationEndpoint,
    List<Scheme> authorizationSchemes,
    String defaultSubjects) {
  /** How a receiver proves itself: by an access token of OAuth 2.0. */
  record Scheme(@JsonProperty("spec_urn") String specUrn) {}

  static SsfMetadata of(String issuer) {
    return new SsfMetadata(
        "1_0",
        issuer,
        issuer + "/jwks",
        Delivery.METHODS,
        issuer + "/ssf/streams",
        issuer + "/ssf/status",
        issuer + "/ssf/subjects/add",
        issuer + "/ssf/subjects/remove",
        issuer + "/ssf/verify",
        List.of(new Scheme("urn:ietf:rfc:6749"), new Scheme("urn:ietf:rfc:6750")),
        "ALL");
  }
}
