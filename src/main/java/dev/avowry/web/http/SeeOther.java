package dev.avowry.web.http;

import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Leads a browser to another page of ours, by its path alone: RFC 9110 §15.4.4. A whole address
 * would be made of what the request says of its host, and would name plain HTTP behind a proxy.
 */
public final class SeeOther {
  private SeeOther() {}

  /** The answer, to be completed. */
  public static <T> RestResponse.ResponseBuilder<T> at(String path) {
    return RestResponse.ResponseBuilder.<T>create(RestResponse.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, path);
  }

  /** The answer. */
  public static <T> RestResponse<T> to(String path) {
    return SeeOther.<T>at(path).build();
  }
}
