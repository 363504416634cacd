/**
 * Walks the main job over real HTTP against the running service: a sponsor, a tree of agents, a
 * chain of delegation, and the one entry that ends it.
 *
 * <p>It knows of Avowry what any client knows: HTTP, and the resource server's library in {@link
 * dev.avowry.verifier}. It prints what it sends and what comes back; tokens never whole. The
 * resource that its tokens are for exists by name only, so nothing outside is contacted.
 *
 * <p>Read first: {@link dev.avowry.demo.Walk}.
 */
@NullMarked
package dev.avowry.demo;

import org.jspecify.annotations.NullMarked;
