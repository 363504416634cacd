package dev.avowry.token;

import dev.avowry.agent.ScannableSecret;
import dev.avowry.key.Algorithm;
import java.util.Optional;

/**
 * What a token rests on that was minted for a human by their consent, and what goes with it.
 *
 * @param loan of which it came
 * @param renewal the refresh token that follows; a credential
 * @param idTokenAlgorithm by which the client wants its ID tokens
 */
record Lent(Loan loan, Optional<ScannableSecret> renewal, Algorithm idTokenAlgorithm) {}
