package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** An operation that takes a body gets one: nothing at all, and JSON's null, are refused. */
@Provider
public class BodyGuard implements ReaderInterceptor {
  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    Object body = context.proceed();
    if (body == null) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "the body is empty: a JSON object is needed");
    }
    return body;
  }
}
