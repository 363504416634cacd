package dev.avowry.mail;

/** What became of a message for one recipient, or would become of it. */
enum Receipt {
  /** It is durable, or was already. */
  KEPT,
  /** There is no such mailbox, or nobody may write to it any more: nobody is told which. */
  UNKNOWN,
  /** There is no room in the mailbox. */
  FULL,
  /** Whoever it says that it is from asks that it be refused. */
  FORGED
}
