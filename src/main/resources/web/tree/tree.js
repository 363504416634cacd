import cytoscape from "cytoscape";

// The picture of a tree: pieces are asked for as branches are opened, so that it never holds more than
// somebody has looked at. The list beside it says the same, for the keyboard and for who sees nothing.

const place = document.getElementById("picture");
const says = document.getElementById("picture-says");
const root = place.dataset.node;

// Its one rule is in our own style sheet; what it would add itself the policy forbids.
const style = document.createElement("meta");
style.id = "__________cytoscape_stylesheet";
document.head.append(style);

const resolve = (name) => {
  const probe = document.createElement("span");
  probe.className = "probe " + name;
  place.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

const SHAPES = { sponsor: "round-rectangle", agent: "ellipse", delegation: "diamond", grant: "diamond", more: "round-tag" };

const looks = () => [
  {
    selector: "node",
    style: {
      shape: (node) => SHAPES[node.data("kind")] ?? "ellipse",
      "background-color": (node) => resolve(node.data("state")),
      "border-width": (node) => (node.data("own") ? 4 : 1),
      "border-color": resolve("ink"),
      label: "data(label)",
      color: resolve("ink"),
      "font-size": 11,
      "text-valign": "center",
      "text-halign": "right",
      "text-margin-x": 5,
      "text-background-color": resolve("raised"),
      "text-background-opacity": 1,
      "text-background-padding": 2,
      "text-wrap": "ellipsis",
      "text-max-width": 130,
      width: 16,
      height: 16,
    },
  },
  { selector: "node[?branches]", style: { width: 22, height: 22 } },
  { selector: "node[kind = 'more']", style: { "background-color": resolve("ground"), "border-style": "dashed" } },
  { selector: "edge", style: { width: 1.5, "line-color": resolve("line"), "curve-style": "taxi", "taxi-direction": "rightward", "taxi-turn": 150 } },
  { selector: "edge[?dead]", style: { "line-style": "dashed" } },
  { selector: ":selected, .found", style: { "border-width": 5, "border-color": resolve("accent") } },
];

const graph = cytoscape({ container: place, style: looks(), minZoom: 0.05, maxZoom: 3, autoungrabify: true, boxSelectionEnabled: false });
place.graph = graph;

const ask = async (node, query) => {
  const answer = await fetch(`/console/nodes/${node}/piece${query}`, { headers: { Accept: "application/json" } });
  // Led elsewhere: the session is over.
  if (answer.redirected) location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

const label = (node) => {
  const state = node.state === "live" ? "" : ` (${node.state})`;
  const below = node.branches && node.live_agents > 1 ? ` · ${node.live_agents}` : "";
  return node.name + state + below;
};

function add(piece) {
  const last = new Map();
  for (const node of piece.nodes) {
    // "parent" would draw the one inside of the other.
    const { parent: _, ...data } = node;
    if (node.parent) last.set(node.parent, node.id);
    if (graph.getElementById(node.id).empty()) graph.add({ data: { ...data, label: label(node) } });
    const edge = node.parent + ">" + node.id;
    if (graph.getElementById(edge).empty() && graph.getElementById(node.parent ?? "").nonempty()) {
      graph.add({ data: { id: edge, source: node.parent, target: node.id, dead: node.state !== "live" } });
    }
  }
  for (const parent of piece.cut) {
    const id = "more " + parent;
    graph.getElementById(id).remove();
    graph.add({ data: { id, kind: "more", state: "live", label: "more …", parentNode: parent, after: last.get(parent) } });
    graph.add({ data: { id: parent + ">" + id, source: parent, target: id } });
  }
}

const ACROSS = 190;
const DOWN = 30;
const LEAST_ZOOM = 0.55;

/** From the left to the right, a row for each leaf: names stay readable however many there are. */
function arrange() {
  const at = new Map();
  let row = 0;
  const put = (node, depth) => {
    const children = node.outgoers("node");
    const rows = children.map((child) => put(child, depth + 1));
    const y = rows.length === 0 ? DOWN * row++ : (rows[0] + rows.at(-1)) / 2;
    at.set(node.id(), { x: depth * ACROSS, y });
    return y;
  };
  const tops = graph.nodes().filter((node) => node.incomers("edge").empty());
  tops.forEach((top) => void put(top, 0));
  graph.layout({ name: "preset", positions: (node) => at.get(node.id()), fit: false, animate: false }).run();
  graph.fit(undefined, 30);
  if (graph.zoom() < LEAST_ZOOM) {
    graph.zoom(LEAST_ZOOM);
    graph.center(tops.first());
    graph.panBy({ x: 60 - tops.first().renderedPosition("x"), y: 0 });
  }
  const shown = graph.nodes("[kind != 'more']").length;
  says.textContent = `${shown} nodes are shown. Click one for its detail, again to open or close its branch.`;
}

const below = (node) => node.successors();

async function open(node) {
  add(await ask(node.id(), "?below=yes"));
  node.data("closed", false);
  arrange();
}

function close(node) {
  below(node).remove();
  node.data("closed", true);
  arrange();
}

async function toggle(node) {
  if (node.outgoers("node").nonempty()) close(node);
  else if (node.data("branches")) await open(node);
}

async function more(node) {
  const parent = node.data("parentNode");
  const after = node.data("after");
  node.remove();
  add(await ask(parent, `?below=yes&after=${after}`));
  arrange();
}

async function show(node) {
  const answer = await fetch(`/console/nodes/${node.id()}/facts`, { headers: { Accept: "text/html" } });
  if (answer.redirected) location.reload();
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("detail").replaceChildren(...page.body.childNodes);
}

const failed = (failure) => {
  console.error(failure);
  says.textContent = "That could not be loaded. The list beside it may still work.";
};

graph.on("tap", "node", (event) => {
  const node = event.target;
  if (node.data("kind") === "more") return more(node).catch(failed);
  const again = node.same(graph.scratch("last") ?? graph.collection());
  graph.scratch("last", node);
  return (again ? toggle(node) : show(node)).catch(failed);
});

document.getElementById("find").addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = new FormData(event.target).get("name").trim();
  graph.nodes().removeClass("found");
  if (!name) return;
  try {
    const piece = await ask(root, "?name=" + encodeURIComponent(name));
    add(piece);
    const found = piece.nodes.reduce((all, node) => all.union(graph.getElementById(node.id)), graph.collection());
    found.addClass("found");
    arrange();
    says.textContent = piece.nodes.length === 0 ? `Nothing below has “${name}” in its name.` : `${piece.nodes.length} found.`;
    if (found.nonempty()) graph.fit(found, 80);
  } catch (failure) {
    failed(failure);
  }
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => graph.style(looks()));

ask(root, "").then(add).then(arrange).catch(failed);
