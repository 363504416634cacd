/**
 * What authority there is, as the design has it and not as the service does it: a tree, the orders
 * that were acknowledged, and the rule. It says of every request whether it must be refused, must
 * be granted or may be either, and of every token whether it is dead. It imports nothing of the
 * service. Read {@link dev.avowry.model.Invariant}, {@link dev.avowry.model.Tree} and {@link
 * dev.avowry.model.Orders} first.
 */
@NullMarked
package dev.avowry.model;

import org.jspecify.annotations.NullMarked;
