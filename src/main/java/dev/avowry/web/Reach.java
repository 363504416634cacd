package dev.avowry.web;

/** Which nodes whoever may call an operation may call it for. */
public enum Reach {
  /** Those of every tree. */
  EVERYWHERE,
  /** The caller's own node and what is below it. */
  BELOW
}
