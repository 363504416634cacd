/**
 * The packaged service as its operator meets it: as processes, by their environment, their output,
 * their exit codes and plain HTTP. Read {@link dev.avowry.it.AvowryProcess} first.
 */
package dev.avowry.it;
