/** Sponsors, agents, credentials, delegations and the tree under {@code /v1}. */
@NullMarked
package dev.avowry.agent.http;

import org.jspecify.annotations.NullMarked;
