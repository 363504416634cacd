package dev.avowry.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names what the operation does in the permission table of package access, which says who may. An
 * operation with neither this nor {@link Open} is denied to everybody.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Permission {
  /** The name in the table, such as {@code agents.register}. */
  String value();
}
