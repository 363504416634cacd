/**
 * The tree of authority and its life: sponsors, agents, delegations, their ceilings and
 * credentials.
 *
 * <p>Invariants: no agent without a live sponsor; a child's ceiling is inside its parent's; ids are
 * never reused. Authority grows here and is only ever reduced in package revocation.
 *
 * <p>Read first: {@link dev.avowry.agent.Node}, {@link dev.avowry.agent.Ceiling}, {@link
 * dev.avowry.agent.Lineage}, {@link dev.avowry.agent.Registry}.
 */
@NullMarked
package dev.avowry.agent;

import org.jspecify.annotations.NullMarked;
