package dev.avowry.mcp;

import java.util.List;

/** Tools that belong together. A bean of this type is all that it takes to add some. */
public interface ToolSet {
  /** Them; each by a name that the toolbox has a line for. */
  List<AgentTool> tools();
}
