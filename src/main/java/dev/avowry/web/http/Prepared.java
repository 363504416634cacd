package dev.avowry.web.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a {@link PreparedDocument} is served, and as what. The contract has an operation {@code
 * GET} for each of the paths.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Prepared {
  /** The paths, each beginning with a slash. */
  String[] paths();

  /** The media types of its representations. */
  String[] gives();
}
