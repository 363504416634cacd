package dev.avowry.kernel;

/**
 * Every reason for which Avowry says no, with the HTTP status that goes with it. The code is the
 * OAuth error where OAuth has one, spelled as its RFC spells it.
 */
public enum Reason {
  // RFC 6749 §5.2
  INVALID_REQUEST("invalid_request", 400, "The request is not valid"),
  INVALID_CLIENT("invalid_client", 401, "The client could not be authenticated"),
  INVALID_GRANT("invalid_grant", 400, "The grant is not valid"),
  UNAUTHORIZED_CLIENT("unauthorized_client", 400, "The client may not use this grant"),
  UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400, "The grant type is not supported"),
  INVALID_SCOPE("invalid_scope", 400, "The scope is not valid or exceeds what may be granted"),
  // RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6
  UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400, "The response type is not supported"),
  ACCESS_DENIED("access_denied", 403, "The human has refused"),
  LOGIN_REQUIRED("login_required", 401, "The human has to sign in"),
  CONSENT_REQUIRED("consent_required", 403, "The human has to consent"),
  REQUEST_NOT_SUPPORTED("request_not_supported", 400, "Request objects are not supported"),
  REQUEST_URI_NOT_SUPPORTED(
      "request_uri_not_supported", 400, "Requests by reference are pushed here first"),
  // RFC 8628 §3.5
  AUTHORIZATION_PENDING("authorization_pending", 400, "The human has not answered yet"),
  SLOW_DOWN("slow_down", 400, "It is asked more often than agreed"),
  EXPIRED_TOKEN("expired_token", 400, "The code has expired"),
  // RFC 7591 §3.2.2
  INVALID_CLIENT_METADATA("invalid_client_metadata", 400, "The client metadata is not valid"),
  INVALID_REDIRECT_URI("invalid_redirect_uri", 400, "The redirect URIs cannot be registered"),
  UNAPPROVED_SOFTWARE_STATEMENT(
      "unapproved_software_statement", 400, "The software statement is of nobody who is trusted"),
  // RFC 8707 §2
  // RFC 7644 §3.12
  INVALID_SYNTAX("invalid_syntax", 400, "The body cannot be read"),
  INVALID_FILTER("invalid_filter", 400, "The filter is not valid, or not of a kind that is known"),
  INVALID_PATH("invalid_path", 400, "The path of a change is not valid"),
  TOO_MANY("too_many", 400, "There are more to look through than is looked through"),
  INVALID_TARGET("invalid_target", 400, "The resource is not valid or may not be asked for"),
  // RFC 7009 §2.2.1
  UNSUPPORTED_TOKEN_TYPE("unsupported_token_type", 400, "Tokens of this type cannot be revoked"),
  // RFC 6750 §3.1
  INVALID_TOKEN("invalid_token", 401, "The access token is missing, not valid, or dead"),
  // RFC 9110 §15.5.2; of humans, on pages alone
  SIGN_IN_FAILED("sign_in_failed", 401, "That did not sign you in"),
  // RFC 9110 §15.5.4
  FORBIDDEN("forbidden", 403, "This is not allowed from there"),
  INSUFFICIENT_SCOPE("insufficient_scope", 403, "The access token does not allow this"),

  // RFC 9449 §5, §8 and §9; 400 at the token endpoint
  INVALID_DPOP_PROOF("invalid_dpop_proof", 401, "The DPoP proof is missing or not valid"),
  USE_DPOP_NONCE("use_dpop_nonce", 401, "The DPoP proof needs a nonce of ours"),
  SPONSOR_NOT_LIVE("sponsor_not_live", 422, "No live sponsor answers for this agent"),
  CEILING_EXCEEDED("ceiling_exceeded", 422, "More than the ceiling above allows"),
  INVALID_KEY("invalid_key", 422, "The public key cannot be used"),
  NOT_FOUND("not_found", 404, "There is no such thing, or it is not yours to know of"),
  CONFLICT("conflict", 409, "It stands in the way of something that is there already"),
  METHOD_NOT_ALLOWED("method_not_allowed", 405, "The method is not allowed here"),
  NOT_ACCEPTABLE("not_acceptable", 406, "None of the accepted media types can be served"),
  TOO_LARGE("too_large", 413, "The request is larger than allowed"),
  UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, "The content type is not supported here"),
  TOO_MANY_REQUESTS("too_many_requests", 429, "The same was asked for too short a while ago"),
  SERVER_ERROR("server_error", 500, "Something went wrong on our side"),
  TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503, "Avowry cannot decide this now");

  private final String code;
  private final int status;
  private final String title;

  Reason(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** The code on the wire. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What the reason means, in general; the refusal's detail says what it means here. */
  public String title() {
    return title;
  }
}
