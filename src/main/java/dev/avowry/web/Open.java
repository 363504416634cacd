package dev.avowry.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The operation needs no access token: it is public, or it authenticates its client itself as OAuth
 * endpoints do. On a type only where the type itself is what is served, a prepared document.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {
  /** Why no token is needed. */
  String value();
}
