/**
 * Agents act at third parties on behalf of the humans who answer for them: OAuth 2.0 as a client,
 * RFC 6749 §4.1.
 *
 * <p>A page of ours begins, the human consents there, and what comes back is kept: the access token
 * as a secret of the vault that the agent may have used and is not told, the refresh token apart
 * from everything that is given to anybody.
 *
 * <p>Read first: {@link dev.avowry.connection.Connecting}, {@link dev.avowry.connection.Turns}.
 */
@NullMarked
package dev.avowry.connection;

import org.jspecify.annotations.NullMarked;
