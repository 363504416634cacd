package dev.avowry.vault;

import dev.avowry.kernel.NodeId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * A secret in plaintext, in the hands of code of ours.
 *
 * @param version which of its versions
 * @param since when that version was made
 * @param bindings where that version may be sent, and how
 * @param latest the highest number that was recorded for it with the purpose, see {@link Deed}
 * @param at the present, as it was decided upon
 * @param until how long the access that it is opened by lets it be used
 */
public record Opened(
    NodeId id,
    SecretType type,
    int version,
    Instant since,
    SecretFields fields,
    Bindings bindings,
    OptionalLong latest,
    Instant at,
    Instant until) {}
