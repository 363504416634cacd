package dev.avowry.revocation;

import java.util.Optional;

/**
 * A class of tokens as the door finds it.
 *
 * @param id as an entry names it
 * @param status suspended, or live; a class is never revoked as such
 * @param ended the entry that ended all tokens of the class that there are; empty when there is
 *     none, or a token lives that is younger, or nobody looked
 */
public record Sort(String id, Status status, Optional<Mark> ended) {
  Sort in(Status changed) {
    return new Sort(id, changed, Optional.empty());
  }
}
